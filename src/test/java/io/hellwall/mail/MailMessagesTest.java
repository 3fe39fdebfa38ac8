package io.hellwall.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import io.hellwall.TestClock;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes to the mail server, byte by byte. */
class MailMessagesTest {

	private static final TestClock CLOCK = new TestClock();

	private static final EmailAddress ALICE = EmailAddress.parse("alice@example.org");

	private static final LetterWriter LETTERS = new LetterWriter("Müller & Söhne \u2013 登录", Path.of("nowhere"));

	private static final MailMessages MESSAGES = new MailMessages(Letters.sender(), CLOCK);

	/**
	 * RFC 5322 §2.1.1: at most 998 bytes a line, and 78 are better. An encoded subject
	 * takes 75 after its name, as Jakarta Mail folds it.
	 */
	@ParameterizedTest
	@EnumSource
	void filledWhenWrittenThenIsAsciiInShortLinesAndReadsAsBefore(Language language) throws Exception {
		for (String kind : kinds()) {
			Letter letter = letter(kind, language);
			byte[] bytes = bytes(MESSAGES.filled(empty(), ALICE, letter));
			String raw = new String(bytes, StandardCharsets.ISO_8859_1);
			assertThat(raw).as(kind).matches("\\A\\p{ASCII}*\\z");
			assertThat(raw.split("\r\n\r\n", 2)[0].lines()).as(kind).allMatch((line) -> line.length() <= 84);
			assertThat(raw.split("\r\n")).as(kind).allMatch((line) -> line.length() <= 998 && !line.contains("\n"));
			MimeMessage read = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
			assertThat(read.getSubject()).isEqualTo(letter.subject());
			assertThat(read.getHeader("Content-Language")).containsExactly(language.tag());
			assertThat(Letters.part(read, "text/plain").replace("\r\n", "\n")).isEqualTo(letter.text());
			assertThat(Letters.part(read, "text/html").replace("\r\n", "\n")).isEqualTo(letter.html());
			assertThat(raw.split("(?i)Content-Type: text/(plain|html); *charset=UTF-8")).as(kind).hasSize(3);
		}
	}

	/** What a notice tells is only what its row holds. */
	@ParameterizedTest
	@EnumSource
	void noticeWhenOfAnyKindThenItsLetterNeedsNoPasscode(NoticeKind kind) {
		assertThat(LetterWriter.files().get("en.properties")).contains("\n" + kind.letter() + ".subject = ")
			.doesNotContain("\n" + kind.letter() + ".use = ");
	}

	@Test
	void previewWhenWrittenThenHasEachMailInEachLanguageThreeTimes(@TempDir Path folder) throws IOException {
		new MailPreview(LETTERS, MESSAGES, CLOCK).write(folder.resolve("new"));
		new MailPreview(LETTERS, MESSAGES, CLOCK).write(folder.resolve("new"));
		List<String> names = kinds().stream()
			.flatMap((kind) -> Stream.of(Language.values()).map((language) -> kind + "." + language))
			.flatMap((name) -> Stream.of(name + ".html", name + ".txt", name + ".eml"))
			.toList();
		try (Stream<Path> files = Files.list(folder.resolve("new"))) {
			assertThat(files.map((file) -> file.getFileName().toString()))
				.containsExactlyInAnyOrderElementsOf(Stream.concat(names.stream(), Stream.of("templates")).toList());
		}
		assertThat(folder.resolve("new/passcode.ar.html")).content().contains("dir=\"rtl\"");
		assertThat(folder.resolve("new/passcode.fr.txt")).content().startsWith("Subject: ");
		new LetterWriter("Hellwall", folder.resolve("new/templates")); // Each passes the
																		// check.
	}

	private static List<String> kinds() {
		return Stream
			.concat(Arrays.stream(PasscodeMail.values()).map(PasscodeMail::letter),
					Arrays.stream(NoticeKind.values()).map(NoticeKind::letter))
			.toList();
	}

	private static Letter letter(String kind, Language language) {
		return LETTERS.write(kind, language,
				new Occasion(ALICE.value(), CLOCK.instant(), MacAddress.parse("00:1b:44:11:3a:b7"),
						Network.only(IpAddress.parse("2001:db8::1")),
						kind.startsWith("passcode") ? new Code("7KX2QD", Duration.ofMinutes(3)) : null));
	}

	private static MimeMessage empty() {
		return new MimeMessage(Session.getInstance(new Properties()));
	}

	private static byte[] bytes(MimeMessage message) throws IOException, MessagingException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		message.writeTo(bytes);
		return bytes.toByteArray();
	}

}
