package io.hellwall.doctor;

import java.util.List;
import java.util.Properties;

import io.hellwall.account.EmailAddress;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Whether the mail server can be reached, lets this service in, and takes a mail. */
@Component
@Order(70)
class MailCheck implements Check {

	private static final String NAME = "mail";

	private final Installation installation;

	private final @Nullable JavaMailSenderImpl smtp;

	MailCheck(Installation installation, ObjectProvider<JavaMailSenderImpl> smtp) {
		this.installation = installation;
		this.smtp = smtp.getIfAvailable();
	}

	@Override
	public List<Finding> findings(Question question) {
		if (this.smtp == null) {
			return List.of(Finding.warn(NAME, "no spring.mail.host: mails are files in %s and reach nobody"
				.formatted(this.installation.setting("hellwall.mail.outbox").orElse("the outbox"))));
		}
		String server = this.smtp.getHost() + ((this.smtp.getPort() > 0) ? ":" + this.smtp.getPort() : "");
		try {
			this.smtp.testConnection();
			if (question.mailTo() != null) {
				send(this.smtp, question.mailTo());
			}
		}
		catch (MessagingException | MailException ex) {
			return List.of(Finding.fail(NAME,
					"%s does not take mails (%s): check spring.mail.host, .port, .username, .password and hellwall.mail.from"
						.formatted(server, NestedExceptionUtils.getMostSpecificCause(ex).getMessage())));
		}
		String text = server + ((question.mailTo() != null) ? " took the test mail" : " lets this service in");
		return List.of(isEncrypted(this.smtp.getJavaMailProperties()) || Installation.isHere(this.smtp
			.getHost()) ? Finding.ok(NAME, text) : Finding.warn(NAME, text
					+ ", but without TLS anybody on the wire reads the passcodes: set spring.mail.properties.mail.smtp.starttls.enable and .starttls.required"));
	}

	private void send(JavaMailSenderImpl sender, EmailAddress to) {
		SimpleMailMessage message = new SimpleMailMessage();
		message.setFrom(this.installation.setting("hellwall.mail.from").orElse("hellwall@localhost"));
		message.setTo(to.value());
		message.setSubject("Test mail");
		message.setText("This mail was sent by 'hellwall doctor --mail-to'. Mails of the service come the same way.");
		sender.send(message);
	}

	private static boolean isEncrypted(Properties properties) {
		return "true".equals(properties.getProperty("mail.smtp.starttls.required"))
				|| "true".equals(properties.getProperty("mail.smtp.ssl.enable"))
				|| "true".equals(properties.getProperty("mail.smtps.ssl.enable"));
	}

}
