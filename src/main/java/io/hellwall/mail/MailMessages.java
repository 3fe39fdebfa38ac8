package io.hellwall.mail;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;

import io.hellwall.account.EmailAddress;
import io.hellwall.letter.Letter;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.javamail.MimeMessageHelper;

/** Puts letters into messages of a text and an HTML part. */
class MailMessages {

	private final InternetAddress sender;

	private final InstantSource time;

	MailMessages(InternetAddress sender, InstantSource time) {
		this.sender = sender;
		this.time = time;
	}

	/**
	 * Completes a message.
	 * @param message an empty one
	 */
	MimeMessage filled(MimeMessage message, EmailAddress to, Letter letter) throws MessagingException {
		MimeMessageHelper parts = new MimeMessageHelper(message, MimeMessageHelper.MULTIPART_MODE_MIXED,
				StandardCharsets.UTF_8.name());
		parts.setFrom(this.sender);
		parts.setTo(to.value());
		parts.setSubject(letter.subject());
		parts.setSentDate(Date.from(this.time.instant()));
		parts.setText(letter.text(), letter.html());
		message.setHeader("Auto-Submitted", "auto-generated");
		message.setHeader("Content-Language", letter.language().tag());
		message.saveChanges();
		// The library's own would name the machine and its user.
		message.setHeader("Message-ID", "<" + UUID.randomUUID() + "@hellwall>");
		return message;
	}

}
