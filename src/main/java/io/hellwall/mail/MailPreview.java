package io.hellwall.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;

import io.hellwall.account.EmailAddress;
import io.hellwall.device.IpAddress;
import io.hellwall.device.Language;
import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;
import io.hellwall.letter.Letter;
import io.hellwall.letter.LetterWriter;
import io.hellwall.letter.Occasion;
import io.hellwall.letter.Occasion.Code;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Writes every mail in every language to files, for translators and operators. */
@Component
public class MailPreview {

	private static final String READER = "alice@example.org";

	private final LetterWriter letters;

	private final MailMessages messages;

	private final InstantSource time;

	MailPreview(LetterWriter letters, MailMessages messages, InstantSource time) {
		this.letters = letters;
		this.messages = messages;
		this.time = time;
	}

	/**
	 * Writes each mail as {@code .html}, {@code .txt} and {@code .eml}, and to a folder
	 * {@code templates} the files of the product that an operator may change.
	 */
	public void write(Path folder) throws IOException {
		Path templates = Files.createDirectories(folder.resolve("templates"));
		for (Map.Entry<String, String> file : LetterWriter.files().entrySet()) {
			Files.writeString(templates.resolve(file.getKey()), file.getValue());
		}
		for (PasscodeMail kind : PasscodeMail.values()) {
			write(folder, kind.letter(),
					new Code((kind == PasscodeMail.LOGIN) ? "7KX2QD" : "7KX2QDMN4RT6HWPZ", Duration.ofMinutes(3)));
		}
		for (NoticeKind kind : NoticeKind.values()) {
			write(folder, kind.letter(), null);
		}
	}

	private void write(Path folder, String kind, @Nullable Code code) throws IOException {
		Occasion sample = new Occasion(READER, this.time.instant(), MacAddress.parse("00:1b:44:11:3a:b7"),
				Network.only(IpAddress.parse("192.0.2.1")), code);
		for (Language language : Language.values()) {
			Letter letter = this.letters.write(kind, language, sample);
			String name = kind + "." + language;
			Files.writeString(folder.resolve(name + ".html"), letter.html());
			Files.writeString(folder.resolve(name + ".txt"), "Subject: " + letter.subject() + "\n\n" + letter.text());
			try (OutputStream eml = Files.newOutputStream(folder.resolve(name + ".eml"))) {
				MimeMessage empty = new MimeMessage(Session.getInstance(new Properties()));
				this.messages.filled(empty, EmailAddress.parse(READER), letter).writeTo(eml);
			}
			catch (MessagingException ex) {
				throw new IOException(ex);
			}
		}
	}

}
