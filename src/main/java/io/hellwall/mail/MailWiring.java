package io.hellwall.mail;

import java.time.InstantSource;

import io.hellwall.letter.LetterWriter;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

@Configuration(proxyBeanMethods = false)
class MailWiring {

	private static final Logger logger = LoggerFactory.getLogger(MailWiring.class);

	@Bean
	MailTransport mailTransport(ObjectProvider<JavaMailSender> smtp, MailProperties properties, InstantSource time) {
		JavaMailSender sender = smtp.getIfAvailable();
		if (sender != null) {
			return new SmtpTransport(sender);
		}
		logger.warn("No spring.mail.host: every mail is written as a file to {} and reaches nobody",
				properties.outbox().toAbsolutePath().normalize());
		return new OutboxTransport(properties.outbox(), time);
	}

	@Bean
	LetterWriter letterWriter(NameProperties name, MailProperties properties) {
		return new LetterWriter(name.name(), properties.templates());
	}

	@Bean
	MailMessages mailMessages(ObjectProvider<JavaMailSender> smtp, MailProperties properties, InstantSource time) {
		return new MailMessages(sender(smtp.getIfAvailable() != null, properties), time);
	}

	private static InternetAddress sender(boolean smtp, MailProperties properties) {
		String from = properties.from();
		if (from == null) {
			if (smtp) {
				throw new IllegalStateException(
						"hellwall.mail.from must name the sender, such as 'Hellwall <login@example.org>', where spring.mail.host is set");
			}
			from = "Hellwall <hellwall@localhost>";
		}
		try {
			InternetAddress sender = new InternetAddress(from, true);
			sender.validate();
			return sender;
		}
		catch (AddressException ex) {
			throw new IllegalStateException(
					"hellwall.mail.from must be one mail address, such as 'Hellwall <login@example.org>'", ex);
		}
	}

}
