package io.hellwall.mail;

import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.javamail.JavaMailSender;

class SmtpTransport implements MailTransport {

	private final JavaMailSender sender;

	SmtpTransport(JavaMailSender sender) {
		this.sender = sender;
	}

	@Override
	public MimeMessage newMessage() {
		return this.sender.createMimeMessage();
	}

	@Override
	public void send(MimeMessage message) {
		this.sender.send(message);
	}

}
