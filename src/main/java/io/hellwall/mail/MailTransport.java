package io.hellwall.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/** Takes a message away: over SMTP, or into the outbox. */
interface MailTransport {

	MimeMessage newMessage();

	/**
	 * Takes one message.
	 * @throws MessagingException if the message was not taken
	 * @throws org.springframework.mail.MailException if the message was not taken
	 */
	void send(MimeMessage message) throws MessagingException;

}
