package io.hellwall.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Twice a second, gives the rows that came meanwhile their places in the chain. Any node
 * may do so for the rows of all. Writes where the chain ends to the log once a day, so
 * that it is known outside of the database too.
 */
@Component
public class ChainSealer {

	private static final Logger logger = LoggerFactory.getLogger(ChainSealer.class);

	/** Few enough rows for one transaction, so that nobody waits long for the store. */
	private static final int AT_ONCE = 200;

	private static final Duration BETWEEN_COMPLAINTS = Duration.ofHours(1);

	private static final Duration BETWEEN_HEADS = Duration.ofDays(1);

	/** Mostly there is nothing to do, so it is asked outside of transactions. */
	private static final String ANY_WAITING = "select exists (select 1 from audit_event where seq is null)";

	private static final String OLD_WAITING = "select exists (select 1 from audit_event where seq is null and id <= ?)";

	private final Chain chain;

	private final ChainRows rows;

	private final InstantSource time;

	private final JdbcTemplate readers;

	private final ReentrantLock round = new ReentrantLock();

	private Instant complained = Instant.EPOCH;

	private Instant told = Instant.EPOCH;

	private boolean keyIsRenewed;

	private volatile boolean ending;

	ChainSealer(Chain chain, ChainRows rows, InstantSource time, @Qualifier("credsReaders") DataSource readers) {
		this.chain = chain;
		this.rows = rows;
		this.time = time;
		this.readers = new JdbcTemplate(readers);
	}

	/** At a fixed rate, as work with a fixed delay would hold all other such work up. */
	@Scheduled(fixedRate = 500)
	void sealWaiting() {
		if (this.round.tryLock()) { // else the round before is still at work
			try {
				seal();
			}
			finally {
				this.round.unlock();
			}
		}
	}

	/** Returns when no row waits that was committed before, if the chain holds. */
	public void sealAll() {
		this.round.lock();
		try {
			seal();
		}
		finally {
			this.round.unlock();
		}
	}

	/**
	 * Seals all that waits, with the active server key.
	 * @return false if the audit still needs another key, because the chain is broken or
	 * the store does not answer
	 */
	public boolean needsOnlyTheActiveKey() {
		long newest = Objects
			.requireNonNull(this.readers.queryForObject("select coalesce(max(id), 0) from audit_event", Long.class));
		sealAll();
		return !Boolean.TRUE.equals(this.readers.queryForObject(OLD_WAITING, Boolean.class, newest))
				&& this.chain.isOfActiveKey();
	}

	private void seal() {
		try {
			if (!this.keyIsRenewed) {
				this.chain.renewKeyBox();
				this.keyIsRenewed = true;
			}
			boolean any = anyWaiting();
			while (!this.ending && any) {
				any = this.chain.extend(AT_ONCE) > 0 && anyWaiting();
			}
			tell();
		}
		catch (BrokenChainException ex) {
			complain(ex);
		}
		catch (DataAccessException | TransactionException ex) {
			logger.debug("The audit chain was not extended", ex);
		}
	}

	private boolean anyWaiting() {
		return Boolean.TRUE.equals(this.readers.queryForObject(ANY_WAITING, Boolean.class));
	}

	private void tell() {
		Instant now = this.time.instant();
		if (!now.isBefore(this.told.plus(BETWEEN_HEADS))) {
			this.told = now;
			this.rows.find()
				.filter((chain) -> chain.state().head().seq() > 0)
				.ifPresent((chain) -> logger.info("The audit chain ends with {}", ChainHead.of(chain.state().head())));
		}
	}

	private void complain(BrokenChainException ex) {
		Instant now = this.time.instant();
		if (!now.isBefore(this.complained.plus(BETWEEN_COMPLAINTS))) {
			this.complained = now;
			logger.error("Audit events get no place in the chain: {}", ex.getMessage());
		}
	}

	/** Lets a round end before the store is closed. */
	@PreDestroy
	void finish() throws InterruptedException {
		this.ending = true;
		if (this.round.tryLock(5, TimeUnit.SECONDS)) {
			this.round.unlock();
		}
	}

}
