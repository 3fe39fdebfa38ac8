package io.hellwall.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.hellwall.account.Account;
import io.hellwall.device.Device;
import io.hellwall.device.MacAddress;
import io.hellwall.device.Network;
import io.hellwall.mail.MailTemplates.MailTemplate;
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

	/** What every reader understands, whatever his time zone and language. */
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
		.withZone(ZoneOffset.UTC);

	private final MailTemplate passcode;

	private final Map<NoticeKind, MailTemplate> notices;

	private final String service;

	private final Duration deadline;

	private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();

	private final Semaphore free = new Semaphore(AT_ONCE);

	Mail(MailTemplates templates, MailProperties properties, NameProperties name) {
		this.passcode = templates.template("passcode");
		this.notices = Arrays.stream(NoticeKind.values())
			.collect(Collectors.toMap(Function.identity(), (kind) -> templates.template(kind.template())));
		this.service = name.name();
		this.deadline = properties.deadline();
	}

	/**
	 * Mails a passcode and waits until the server accepts it, at most until the deadline.
	 * So a slow server cannot hold the caller.
	 * @param device that asked for the passcode
	 * @param at when it asked
	 */
	public Delivery sendPasscode(Account account, String passcode, Device device, Instant at, Duration validFor) {
		Map<String, String> values = values(account, device.mac(), device.network(), at);
		values.put("passcode", passcode);
		values.put("lifetime", words(validFor));
		return send(this.passcode, account, values);
	}

	/** Waits as {@link #sendPasscode} does. */
	Delivery sendNotice(Account account, Notice notice) {
		MailTemplate template = Objects.requireNonNull(this.notices.get(notice.kind()));
		return send(template, account, values(account, notice.mac(), notice.network(), notice.at()));
	}

	/** Without a device, the mail does not name one. */
	private Map<String, String> values(Account account, @Nullable MacAddress mac, @Nullable Network network,
			Instant at) {
		Map<String, String> values = new HashMap<>();
		values.put("service", this.service);
		values.put("email", account.email().value());
		values.put("time", TIME.format(at));
		if (mac != null) {
			values.put("mac", mac.value());
		}
		if (network != null) {
			values.put("network", words(network));
		}
		return values;
	}

	private Delivery send(MailTemplate template, Account account, Map<String, String> values) {
		if (!this.free.tryAcquire()) {
			logger.warn("Mail to account {} was not delivered: {} wait for the mail server", account.id(), AT_ONCE);
			return Delivery.FAILED;
		}
		FutureTask<Delivery> delivery = new FutureTask<>(() -> deliver(template, account, values));
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
			logger.warn("Mail to account {} was not delivered: {}", account.id(), ex.getClass().getSimpleName());
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

	private static Delivery deliver(MailTemplate template, Account account, Map<String, String> values) {
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

	/** A single address without the length of its prefix, which few readers know. */
	private static String words(Network network) {
		return network.equals(Network.only(network.base())) ? network.base().toString() : network.toString();
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
