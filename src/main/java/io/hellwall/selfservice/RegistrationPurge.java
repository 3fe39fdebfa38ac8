package io.hellwall.selfservice;

import java.time.InstantSource;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes registrations that nobody confirmed. */
@Component
class RegistrationPurge {

	/** Few enough rows for one statement, so that nobody has to wait for it. */
	private static final int AT_ONCE = 1000;

	private final RegistrationRepository registrations;

	private final InstantSource time;

	RegistrationPurge(RegistrationRepository registrations, InstantSource time) {
		this.registrations = registrations;
		this.time = time;
	}

	@Scheduled(fixedDelayString = "${hellwall.purge-interval}", initialDelayString = "#{@firstPurge}")
	void purge() {
		long now = this.time.millis();
		int deleted;
		do {
			deleted = this.registrations.deleteExpired(now, AT_ONCE);
		}
		while (deleted > 0);
	}

}
