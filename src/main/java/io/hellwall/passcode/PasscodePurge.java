package io.hellwall.passcode;

import java.time.Instant;
import java.time.InstantSource;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes passcodes that expired, and mail counts of hours that are over. */
@Component
class PasscodePurge {

	/** Few enough rows for one statement, so that nobody has to wait for it. */
	private static final int AT_ONCE = 1000;

	private final PasscodeRepository passcodes;

	private final MailPaceRepository paces;

	private final InstantSource time;

	PasscodePurge(PasscodeRepository passcodes, MailPaceRepository paces, InstantSource time) {
		this.passcodes = passcodes;
		this.paces = paces;
		this.time = time;
	}

	@Scheduled(fixedDelayString = "${hellwall.purge-interval}", initialDelayString = "#{@firstPurge}")
	void purge() {
		Instant now = this.time.instant();
		int deleted;
		do {
			deleted = this.passcodes.deleteExpired(now.toEpochMilli(), AT_ONCE)
					+ this.paces.deleteOlderThan(now.minus(MailPace.HOUR).toEpochMilli(), AT_ONCE);
		}
		while (deleted > 0);
	}

}
