package io.hellwall.mail;

import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.javamail.JavaMailSender;

class SmtpCourier implements Courier {

	private final JavaMailSender sender;

	SmtpCourier(JavaMailSender sender) {
		this.sender = sender;
	}

	@Override
	public MimeMessage blank() {
		return this.sender.createMimeMessage();
	}

	@Override
	public void take(MimeMessage message) {
		this.sender.send(message);
	}

}
