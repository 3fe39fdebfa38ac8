package io.hellwall.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/**
 * Writes each message to a file that a mail program opens, readable by the owner alone,
 * so that the service can be tried where there is no mail server.
 */
class OutboxTransport implements MailTransport {

	private final Path outbox;

	private final InstantSource time;

	private final Session session = Session.getInstance(new Properties());

	OutboxTransport(Path outbox, InstantSource time) {
		this.outbox = outbox;
		this.time = time;
	}

	@Override
	public MimeMessage newMessage() {
		return new MimeMessage(this.session);
	}

	/**
	 * Moves the file into place when it is complete, so that a program that watches the
	 * folder never sees half a mail.
	 */
	@Override
	public void send(MimeMessage message) throws MessagingException {
		try {
			Files.createDirectories(this.outbox, only("rwx------"));
			Path aside = Files.createTempFile(this.outbox, this.time.millis() + "-", ".part", only("rw-------"));
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			message.writeTo(bytes);
			Files.write(aside, bytes.toByteArray());
			String name = aside.getFileName().toString();
			Files.move(aside, aside.resolveSibling(name.substring(0, name.length() - ".part".length()) + ".eml"),
					StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new MessagingException("the outbox cannot be written", ex);
		}
	}

	private static FileAttribute<?>[] only(String permissions) {
		if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}

}
