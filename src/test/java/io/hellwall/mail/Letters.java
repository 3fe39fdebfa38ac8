package io.hellwall.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

import io.hellwall.device.Language;
import io.hellwall.letter.LetterWriter;
import io.hellwall.metrics.Meters;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/** Keeps the messages that are sent, instead of sending them. */
class Letters implements MailTransport {

	private static final String SENDER = "login@example.org";

	private static final Path NOWHERE = Path.of("nowhere");

	private final List<MimeMessage> sent = new CopyOnWriteArrayList<>();

	private volatile boolean refusing;

	/** A service of that name, whose mails end here. */
	Mail mail(String name, Duration deadline, InstantSource time) {
		return mail(name, deadline, time, Language.EN);
	}

	/** The same, with another language where nobody names one. */
	Mail mail(String name, Duration deadline, InstantSource time, Language language) {
		return new Mail(new LetterWriter(name, NOWHERE), new MailMessages(sender(), time), this,
				new MailProperties(SENDER, NOWHERE, NOWHERE, language, deadline), new Meters());
	}

	static MailProperties properties(Duration deadline) {
		return new MailProperties(SENDER, NOWHERE, NOWHERE, Language.EN, deadline);
	}

	static InternetAddress sender() {
		InternetAddress sender = new InternetAddress();
		sender.setAddress(SENDER);
		return sender;
	}

	/** From now on, no message is accepted. */
	void refuse() {
		this.refusing = true;
	}

	void acceptAgain() {
		this.refusing = false;
	}

	@Override
	public MimeMessage newMessage() {
		return new MimeMessage(Session.getInstance(new Properties()));
	}

	@Override
	public void send(MimeMessage message) throws MessagingException {
		if (this.refusing) {
			throw new MessagingException("refused");
		}
		this.sent.add(message);
	}

	List<MimeMessage> sent() {
		return this.sent;
	}

	List<MimeMessage> to(String email) {
		return this.sent.stream().filter((message) -> recipient(message).equals(email)).toList();
	}

	static String recipient(MimeMessage message) {
		try {
			return message.getRecipients(Message.RecipientType.TO)[0].toString();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String subject(MimeMessage message) {
		try {
			return message.getSubject();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The text of the one part of that type. */
	static String part(Part part, String type) throws MessagingException, IOException {
		if (part.isMimeType(type)) {
			return String.valueOf(part.getContent());
		}
		StringBuilder found = new StringBuilder();
		if (part.getContent() instanceof Multipart parts) {
			for (int i = 0; i < parts.getCount(); i++) {
				found.append(part(parts.getBodyPart(i), type));
			}
		}
		return found.toString();
	}

}
