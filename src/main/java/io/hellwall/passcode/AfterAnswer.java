package io.hellwall.passcode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.hellwall.account.AccountId;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.mail.NoticeKind;
import io.hellwall.mail.Notices;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Work that is done after the answer, because its time would tell the client something. A
 * flood of it is dropped, not kept.
 */
@Component
public class AfterAnswer {

	private static final Logger logger = LoggerFactory.getLogger(AfterAnswer.class);

	/** Several, as each may wait for the mail server. */
	private static final int THREADS = 4;

	/**
	 * Where each follows a hashed password, a full queue is half a minute of hashing.
	 */
	private static final int MOST_WAITING = 1000;

	private static final long SECOND = 1000;

	private final ExecutorService workers = workers("after-answer-");

	private final ExecutorService openWorkers = workers("after-open-answer-");

	/** Milliseconds of the epoch. */
	private final AtomicLong nextLine = new AtomicLong(Long.MIN_VALUE);

	private final Audit audit;

	private final Notices notices;

	private final InstantSource time;

	AfterAnswer(Audit audit, Notices notices, InstantSource time) {
		this.audit = audit;
		this.notices = notices;
		this.time = time;
	}

	private ExecutorService workers(String name) {
		return new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING),
				Thread.ofPlatform().name(name, 0).daemon().factory(), (work, full) -> dropped());
	}

	/** Does the work soon, unless too much waits. For calls that check a password. */
	public void execute(Runnable work) {
		execute(this.workers, work);
	}

	/**
	 * The same for calls without a password, which cost a stranger nothing: a flood of
	 * them drops only its like.
	 */
	public void executeOpen(Runnable work) {
		execute(this.openWorkers, work);
	}

	private static void execute(ExecutorService workers, Runnable work) {
		workers.execute(() -> {
			try {
				work.run();
			}
			catch (RuntimeException ex) {
				logger.error("The work after an answer failed: {}", ex.getMessage());
			}
		});
	}

	/** Strangers failed so often that they are no longer told what is right. */
	void tellGuarded(AccountId account, Device device, Instant at) {
		tell(Event.ACCOUNT_GUARDED, NoticeKind.ACCOUNT_GUARDED, account, device, at);
	}

	/** Somebody who knows the password failed so often that passcodes become long. */
	void tellLongPasscodes(AccountId account, Device device, Instant at) {
		tell(Event.LONG_PASSCODES, NoticeKind.LONG_PASSCODES, account, device, at);
	}

	private void tell(Event event, NoticeKind notice, AccountId account, Device device, Instant at) {
		execute(() -> {
			this.audit.append(Entry.of(event).account(account.value()).device(device));
			this.notices.add(account, notice, device, at);
		});
	}

	/** Says so once a second at most. */
	private void dropped() {
		long now = this.time.millis();
		long next = this.nextLine.get();
		if (now >= next && this.nextLine.compareAndSet(next, now + SECOND)) {
			logger.warn("Passcodes were not mailed: too many requests of strangers wait");
		}
	}

	/** Does what waits, before the stores are closed. */
	@PreDestroy
	void finish() throws InterruptedException {
		List<ExecutorService> all = List.of(this.workers, this.openWorkers);
		all.forEach(ExecutorService::shutdown);
		for (ExecutorService some : all) {
			if (!some.awaitTermination(5, TimeUnit.SECONDS)) {
				logger.warn("Passcodes were not mailed: the service stops");
				some.shutdownNow();
			}
		}
	}

}
