package io.hellwall.mail;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.hellwall.account.EmailAddress;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.javamail.MimeMessageHelper;

/** Makes a message of a text and an HTML part from a pair of templates. */
class MailTemplates {

	private final MailTransport transport;

	private final InternetAddress sender;

	private final InstantSource time;

	private final Mustache.Compiler templates;

	MailTemplates(MailTransport transport, InternetAddress sender, InstantSource time, Mustache.Compiler templates) {
		this.transport = transport;
		this.sender = sender;
		this.time = time;
		this.templates = templates;
	}

	/**
	 * @param name of the templates, {@code mail/<name>.txt} and {@code .html}
	 * @throws IllegalStateException if there are none
	 */
	MailTemplate template(String name, String subject) {
		return new MailTemplate(subject, compile(this.templates.escapeHTML(false), "/mail/" + name + ".txt"),
				compile(this.templates, "/mail/" + name + ".html"));
	}

	private static Template compile(Mustache.Compiler compiler, String path) {
		try (Reader reader = new InputStreamReader(
				Objects.requireNonNull(MailTemplates.class.getResourceAsStream(path), path), StandardCharsets.UTF_8)) {
			return compiler.compile(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One kind of message. */
	class MailTemplate {

		private final String subject;

		private final Template text;

		private final Template html;

		MailTemplate(String subject, Template text, Template html) {
			this.subject = subject;
			this.text = text;
			this.html = html;
		}

		void send(EmailAddress to, Map<String, String> values) throws MessagingException {
			MimeMessage message = MailTemplates.this.transport.newMessage();
			MimeMessageHelper parts = new MimeMessageHelper(message, MimeMessageHelper.MULTIPART_MODE_MIXED,
					StandardCharsets.UTF_8.name());
			parts.setFrom(MailTemplates.this.sender);
			parts.setTo(to.value());
			parts.setSubject(this.subject);
			parts.setSentDate(Date.from(MailTemplates.this.time.instant()));
			parts.setText(this.text.execute(values), this.html.execute(values));
			message.setHeader("Auto-Submitted", "auto-generated");
			message.saveChanges();
			// The library's own would name the machine and its user.
			message.setHeader("Message-ID", "<" + UUID.randomUUID() + "@hellwall>");
			MailTemplates.this.transport.send(message);
		}

	}

}
