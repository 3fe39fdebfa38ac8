package io.hellwall.mail;

import java.time.Duration;
import java.time.InstantSource;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes notices that were sent or given up. */
@Component
class NoticePurge {

	/** Few enough rows for one statement, so that nobody has to wait for it. */
	private static final int AT_ONCE = 1000;

	/** Longer than a day, as a notice that is kept stops the next one of that day. */
	private static final Duration KEPT = Duration.ofDays(2);

	private final NoticeRepository notices;

	private final InstantSource time;

	NoticePurge(NoticeRepository notices, InstantSource time) {
		this.notices = notices;
		this.time = time;
	}

	@Scheduled(fixedDelayString = "${hellwall.purge-interval}", initialDelayString = "#{@firstPurge}")
	void purge() {
		long before = this.time.instant().minus(KEPT).toEpochMilli();
		int deleted;
		do {
			deleted = this.notices.deleteOlderThan(before, AT_ONCE);
		}
		while (deleted > 0);
	}

}
