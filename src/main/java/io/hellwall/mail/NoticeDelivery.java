package io.hellwall.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Mails the notices that are due, one after the other. A node claims a notice by moving
 * its next attempt ahead, sends it, and then marks it as sent. So no two nodes send a
 * notice at once. If a node dies between sending and marking, it is sent again.
 */
@Component
class NoticeDelivery {

	private static final Logger logger = LoggerFactory.getLogger(NoticeDelivery.class);

	/**
	 * The wait after the first attempt, the second one, and so on; the last one stays.
	 */
	private static final List<Duration> WAITS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5),
			Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(6));

	private static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);

	private static final Limit AT_ONCE = Limit.of(20);

	/** Run every two seconds, and nearly always in vain, so without a transaction. */
	private static final String ANY_DUE = "select exists (select 1 from notice where next_attempt_at <= ?)";

	private final NoticeRepository notices;

	private final Accounts accounts;

	private final Mail mail;

	private final Duration deadline;

	private final InstantSource time;

	private final JdbcTemplate readers;

	private final Counter givenUp;

	private final ReentrantLock round = new ReentrantLock();

	private volatile boolean ending;

	NoticeDelivery(NoticeRepository notices, Accounts accounts, Mail mail, MailProperties properties,
			InstantSource time, @Qualifier("credsReaders") DataSource readers, Meters meters) {
		this.notices = notices;
		this.accounts = accounts;
		this.mail = mail;
		this.deadline = properties.deadline();
		this.time = time;
		this.readers = new JdbcTemplate(readers);
		this.givenUp = meters.counter("hellwall.mails.given.up", "Notices that no mail server accepted for days",
				Tags.empty());
	}

	/** At a fixed rate, as work with a fixed delay would hold all other such work up. */
	@Scheduled(fixedRate = 2, timeUnit = TimeUnit.SECONDS)
	void deliverDue() {
		if (!this.round.tryLock()) {
			return; // The round before is still at work.
		}
		try {
			while (!this.ending && anyDue()) {
				this.notices.due(this.time.instant(), AT_ONCE).forEach(this::deliver);
			}
		}
		catch (DataAccessException | TransactionException ex) {
			logger.debug("The store could not be asked for notices", ex);
		}
		finally {
			this.round.unlock();
		}
	}

	private boolean anyDue() {
		return Boolean.TRUE.equals(this.readers.queryForObject(ANY_DUE, Boolean.class, this.time.millis()));
	}

	private void deliver(Notice notice) {
		Instant now = this.time.instant();
		if (this.ending || this.notices.claim(notice.key(), now, now.plus(waitAfter(notice.attempts()))) == 0) {
			return;
		}
		Optional<Recipient> to = recipient(notice);
		if (to.isEmpty()) {
			this.notices.giveUp(notice.key());
			return;
		}
		switch (this.mail.sendNotice(to.get(), notice)) {
			case DELIVERED -> this.notices.markSent(notice.key(), now);
			case FAILED -> {
				if (!now.isBefore(notice.at().plus(GIVEN_UP_AFTER))) {
					this.notices.giveUp(notice.key());
					this.givenUp.increment();
					logger.error("Account {} was not told of {}: no mail was accepted for days", notice.account(),
							notice.kind());
				}
			}
		}
	}

	/** Nobody if the account was disabled or deleted meanwhile. */
	private Optional<Recipient> recipient(Notice notice) {
		EmailAddress email = notice.email();
		return (email != null) ? Optional.of(new Recipient(notice.account(), email, notice.language()))
				: this.accounts.find(notice.account()).filter(Account::active).map(Recipient::of);
	}

	/**
	 * Longer than an attempt takes, or another node could send while this one still tries
	 * to.
	 */
	private Duration waitAfter(int attempts) {
		Duration wait = WAITS.get(Math.min(attempts, WAITS.size() - 1));
		Duration attempt = this.deadline.multipliedBy(2);
		return (wait.compareTo(attempt) > 0) ? wait : attempt;
	}

	/** Lets the mail that is on its way be marked as sent, before the store is closed. */
	@PreDestroy
	void finish() throws InterruptedException {
		this.ending = true;
		if (this.round.tryLock(this.deadline.toMillis(), TimeUnit.MILLISECONDS)) {
			this.round.unlock();
		}
	}

}
