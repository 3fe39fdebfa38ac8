package io.hellwall.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
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

/**
 * Makes a message of a text and an HTML part from a pair of templates,
 * {@code mail/<name>.txt} and {@code .html}. The first line of the text is the subject.
 * Templates may include others of their own kind.
 */
class MailTemplates {

	private static final String SUBJECT = "Subject: ";

	private final MailTransport transport;

	private final InternetAddress sender;

	private final InstantSource time;

	private final Mustache.Compiler text;

	private final Mustache.Compiler html;

	MailTemplates(MailTransport transport, InternetAddress sender, InstantSource time) {
		this.transport = transport;
		this.sender = sender;
		this.time = time;
		this.text = Mustache.compiler().escapeHTML(false).withLoader((name) -> new StringReader(read(name + ".txt")));
		this.html = Mustache.compiler().withLoader((name) -> new StringReader(read(name + ".html")));
	}

	/**
	 * @throws IllegalStateException if the templates are not there or wrong
	 */
	MailTemplate template(String name) {
		String text = read(name + ".txt");
		int end = text.indexOf('\n');
		if (!text.startsWith(SUBJECT)) {
			throw new IllegalStateException(name + ".txt begins with no subject");
		}
		return new MailTemplate(this.text.compile(text.substring(SUBJECT.length(), end)),
				this.text.compile(text.substring(end).stripLeading()), this.html.compile(read(name + ".html")));
	}

	private static String read(String file) {
		try (InputStream template = Objects.requireNonNull(MailTemplates.class.getResourceAsStream("/mail/" + file),
				file)) {
			return new String(template.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One kind of message. */
	class MailTemplate {

		private final Template subject;

		private final Template text;

		private final Template html;

		MailTemplate(Template subject, Template text, Template html) {
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
			parts.setSubject(oneLine(this.subject.execute(values)));
			parts.setSentDate(Date.from(MailTemplates.this.time.instant()));
			parts.setText(this.text.execute(values), this.html.execute(values));
			message.setHeader("Auto-Submitted", "auto-generated");
			message.saveChanges();
			// The library's own would name the machine and its user.
			message.setHeader("Message-ID", "<" + UUID.randomUUID() + "@hellwall>");
			MailTemplates.this.transport.send(message);
		}

		/** A line break in a value must not begin another header field. */
		private static String oneLine(String subject) {
			return subject.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ");
		}

	}

}
