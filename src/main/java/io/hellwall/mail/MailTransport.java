package io.hellwall.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/** Sends a message by SMTP, or writes it to the outbox. */
interface MailTransport {

	MimeMessage newMessage();

	/**
	 * Sends one message.
	 * @throws MessagingException if the message was not accepted
	 * @throws org.springframework.mail.MailException if the message was not accepted
	 */
	void send(MimeMessage message) throws MessagingException;

}
