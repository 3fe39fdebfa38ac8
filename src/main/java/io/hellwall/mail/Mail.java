package io.hellwall.mail;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.hellwall.account.Account;
import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/** Writes to account holders, at the address that is stored with the account. */
@Service
public class Mail {

	private static final Logger logger = LoggerFactory.getLogger(Mail.class);

	/** The most notices that may wait for a slow mail server. */
	private static final int WAITING_NOTICES = 100;

	private final MailTemplates.MailTemplate passcode;

	private final MailTemplates.MailTemplate reuse;

	private final Duration deadline;

	private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();

	private final Semaphore notices = new Semaphore(WAITING_NOTICES);

	Mail(MailTemplates templates, MailProperties properties) {
		this.passcode = templates.template("passcode", properties.passcodeSubject());
		this.reuse = templates.template("reuse", properties.reuseSubject());
		this.deadline = properties.deadline();
	}

	/**
	 * Mails a passcode and waits until the server accepts it, at most until the deadline.
	 * So a slow server cannot hold the caller.
	 */
	public Delivery sendPasscode(Account account, String passcode, Duration validFor) {
		Map<String, String> values = Map.of("passcode", passcode, "lifetime", words(validFor));
		Future<Delivery> delivery = this.deliveries.submit(() -> deliver(this.passcode, account, values));
		try {
			return delivery.get(this.deadline.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			delivery.cancel(true);
			logger.warn("Mail to account {} was not delivered: {}", account.id(), ex.getClass().getSimpleName());
			return Delivery.FAILED;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Delivery.FAILED;
		}
	}

	/**
	 * Tells the account holder that a copy of an old token was used and the session
	 * ended. Does not wait, so that the time of the answer tells nothing to the client.
	 */
	public void warnOfReuse(Account account) {
		if (!this.notices.tryAcquire()) {
			logger.warn("Too much mail is waiting: account {} was not told of a reused token", account.id());
			return;
		}
		this.deliveries.execute(() -> {
			try {
				deliver(this.reuse, account, Map.of());
			}
			finally {
				this.notices.release();
			}
		});
	}

	private static Delivery deliver(MailTemplates.MailTemplate template, Account account, Map<String, String> values) {
		try {
			template.send(account.email(), values);
			return Delivery.DELIVERED;
		}
		catch (MessagingException | RuntimeException ex) {
			// Not its message: the answer of a mail server repeats the address.
			logger.warn("Mail to account {} was not delivered: {}", account.id(), rootCause(ex));
			return Delivery.FAILED;
		}
	}

	private static String words(Duration duration) {
		return (duration.toSecondsPart() == 0) ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
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
