package io.hellwall.session;

import java.time.InstantSource;

import org.springframework.data.domain.Limit;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes sessions that are over, a few at a time, so that no login has to wait. */
@Component
class SessionPurge {

	/** One statement also deletes the tokens of these sessions, up to 720 for each. */
	private static final Limit AT_ONCE = Limit.of(25);

	private final SessionTransactions transactions;

	private final InstantSource time;

	SessionPurge(SessionTransactions transactions, InstantSource time) {
		this.transactions = transactions;
		this.time = time;
	}

	@Scheduled(fixedDelayString = "${hellwall.purge-interval}", initialDelayString = "#{@firstPurge}")
	void purge() {
		int deleted;
		do {
			deleted = this.transactions.purge(this.time.instant(), AT_ONCE);
		}
		while (deleted > 0);
	}

}
