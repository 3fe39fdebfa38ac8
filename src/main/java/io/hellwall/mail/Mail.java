package io.hellwall.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.hellwall.account.Account;
import io.hellwall.device.Device;
import io.hellwall.device.Language;
import io.hellwall.letter.Letter;
import io.hellwall.letter.LetterWriter;
import io.hellwall.letter.Occasion;
import io.hellwall.letter.Occasion.Code;
import io.hellwall.metrics.Meters;
import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Writes to account holders, at the address that is stored with the account. May be
 * called from any thread.
 */
@Service
public class Mail {

	private static final Logger logger = LoggerFactory.getLogger(Mail.class);

	/** The most mails that may be on their way to a slow mail server. */
	static final int AT_ONCE = 200;

	private final LetterWriter letters;

	private final MailMessages messages;

	private final MailTransport transport;

	private final Language language;

	private final Duration deadline;

	private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();

	private final Semaphore free = new Semaphore(AT_ONCE);

	private final MailMeter meter;

	Mail(LetterWriter letters, MailMessages messages, MailTransport transport, MailProperties properties,
			Meters meters) {
		this.letters = letters;
		this.messages = messages;
		this.transport = transport;
		this.language = properties.language();
		this.deadline = properties.deadline();
		this.meter = new MailMeter(meters);
	}

	/** Mails a passcode for a login. */
	public Delivery sendPasscode(Account account, String passcode, Device device, Instant at, Duration validFor) {
		return sendPasscode(PasscodeMail.LOGIN, Recipient.of(account), passcode, device, at, validFor);
	}

	/**
	 * Mails a passcode and waits until the server accepts it, at most until the deadline.
	 * So a slow server cannot hold the caller. Where the language of the recipient is not
	 * known, that of the device counts.
	 * @param device that asked for the passcode; null if an administrator did
	 * @param at when it asked
	 */
	public Delivery sendPasscode(PasscodeMail kind, Recipient to, String passcode, @Nullable Device device, Instant at,
			Duration validFor) {
		Occasion occasion = new Occasion(to.email().value(), at, (device != null) ? device.mac() : null,
				(device != null) ? device.network() : null, new Code(passcode, validFor));
		return this.meter.counted(kind, send(kind.letter(), to, (device != null) ? device.language() : null, occasion));
	}

	/**
	 * Waits as {@link #sendPasscode} does. The language of the device never counts: it
	 * may be a stranger's.
	 */
	Delivery sendNotice(Recipient to, Notice notice) {
		Occasion occasion = new Occasion(to.email().value(), notice.at(), notice.mac(), notice.network(), null);
		return this.meter.counted(notice.kind(), send(notice.kind().letter(), to, null, occasion));
	}

	private Delivery send(String kind, Recipient to, @Nullable Language wished, Occasion occasion) {
		Language language = (to.language() != null) ? to.language() : (wished != null) ? wished : this.language;
		if (!this.free.tryAcquire()) {
			logger.warn("Mail to account {} was not delivered: {} wait for the mail server", to.id(), AT_ONCE);
			return Delivery.FAILED;
		}
		FutureTask<Delivery> delivery = new FutureTask<>(this.meter.timed(() -> deliver(kind, to, language, occasion)));
		try {
			this.deliveries.execute(() -> {
				try {
					delivery.run();
				}
				finally {
					this.free.release();
				}
			});
			return delivery.get(this.deadline.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			delivery.cancel(true);
			logger.warn("Mail to account {} was not delivered: {}", to.id(), ex.getClass().getSimpleName());
			return Delivery.FAILED;
		}
		catch (RejectedExecutionException ex) {
			this.free.release();
			return Delivery.FAILED; // The service ends.
		}
		catch (InterruptedException ex) {
			delivery.cancel(true);
			Thread.currentThread().interrupt();
			return Delivery.FAILED;
		}
	}

	private Delivery deliver(String kind, Recipient to, Language language, Occasion occasion) {
		try {
			Letter letter = this.letters.write(kind, language, occasion);
			this.transport.send(this.messages.filled(this.transport.newMessage(), to.email(), letter));
			return Delivery.DELIVERED;
		}
		catch (MessagingException | RuntimeException ex) {
			// Not its message: the answer of a mail server repeats the address.
			logger.warn("Mail to account {} was not delivered: {}", to.id(), rootCause(ex));
			return Delivery.FAILED;
		}
	}

	private static String rootCause(Throwable thrown) {
		Throwable cause = thrown;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause.getClass().getSimpleName();
	}

	@PreDestroy
	void finish() throws InterruptedException {
		this.deliveries.shutdown();
		if (!this.deliveries.awaitTermination(this.deadline.toMillis(), TimeUnit.MILLISECONDS)) {
			this.deliveries.shutdownNow();
		}
	}

}
