package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Warns once a day if many devices logged in, all of them from one address. Most likely
 * that is the address of a proxy that is not trusted or forwards no address. The tokens
 * are then bound to the proxy, and protect no client.
 */
@Component
class SharedAddressCheck {

	/** Fewer devices may well share the router of a home or a small office. */
	static final int DEVICES = 20;

	private static final Duration DAY = Duration.ofDays(1);

	private static final Limit LATEST = Limit.of(200);

	private static final Logger logger = LoggerFactory.getLogger(SharedAddressCheck.class);

	private final SessionRepository sessions;

	private final InstantSource time;

	private Instant nextWarning = Instant.EPOCH;

	SharedAddressCheck(SessionRepository sessions, InstantSource time) {
		this.sessions = sessions;
		this.time = time;
	}

	@Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
	void check() {
		Instant now = this.time.instant();
		if (now.isBefore(this.nextWarning)) {
			return;
		}
		List<StoredSession> ofToday = this.sessions.findByOrderByEndsAtDesc(LATEST)
			.stream()
			.filter((session) -> session.openedAt().isAfter(now.minus(DAY)))
			.toList();
		long devices = ofToday.stream().map(StoredSession::mac).distinct().count();
		long networks = ofToday.stream().map(StoredSession::network).distinct().count();
		if (devices >= DEVICES && networks == 1) {
			this.nextWarning = now.plus(DAY);
			logger.warn("{} or more devices logged in within a day, all from one address. Most likely it is the address"
					+ " of a proxy, and tokens are bound to no client's network. List the proxy in"
					+ " hellwall.trusted-proxies and let it send X-Forwarded-For; GET /admin/network, called through"
					+ " the proxy, shows what arrives here", DEVICES);
		}
	}

}
