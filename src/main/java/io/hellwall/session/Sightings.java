package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.hellwall.token.SessionId;
import io.hellwall.token.TokenState;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * When sessions were last used. A verification writes nothing, so a use is kept in memory
 * and stored within a minute, together with those of other sessions. A use that follows
 * another one closely is not even kept.
 */
@Component
class Sightings {

	/** A minute's worth; 13 MB. Beyond that, a use is missed until the next is stored. */
	static final int MOST = 100_000;

	/** A use that follows the last known one sooner than this is ignored. */
	private static final Duration CLOSE = Duration.ofMinutes(5);

	/** The same where sessions end without use. */
	private static final Duration CLOSE_IF_IDLE_COUNTS = Duration.ofMinutes(1);

	/** Times are rounded down to this, so that one statement stores many. */
	private static final long ROUNDED_TO_MILLIS = 10_000;

	/** Rows changed in one transaction. */
	private static final int AT_ONCE = 256;

	private static final Logger logger = LoggerFactory.getLogger(Sightings.class);

	private final Map<SessionId, Instant> unstored = new ConcurrentHashMap<>();

	private final SessionRepository sessions;

	private final @Nullable Duration idle;

	private final Duration close;

	Sightings(SessionRepository sessions, SessionProperties properties) {
		this.sessions = sessions;
		this.idle = properties.idle();
		this.close = (this.idle != null) ? CLOSE_IF_IDLE_COUNTS : CLOSE;
	}

	/**
	 * Notes that a session is used.
	 * @param stored its last use that is stored
	 */
	void saw(SessionId session, Instant stored, Instant now) {
		if (lastSeen(session, stored).isAfter(now.minus(this.close))) {
			return;
		}
		if (this.unstored.size() < MOST || this.unstored.containsKey(session)) {
			this.unstored.merge(session, now, (one, other) -> one.isAfter(other) ? one : other);
		}
	}

	/** The last use that this node knows of. */
	Instant lastSeen(SessionId session, Instant stored) {
		Instant seen = this.unstored.get(session);
		return (seen != null && seen.isAfter(stored)) ? seen : stored;
	}

	/** Whether the session of a token was not used for so long that it is over. */
	boolean idle(TokenState token, Instant now) {
		return this.idle != null && idle(lastSeen(token.session(), token.lastSeenAt()), now);
	}

	/** Whether a session that was last used then is over. */
	boolean idle(Instant lastSeen, Instant now) {
		return this.idle != null && !now.isBefore(lastSeen.plus(this.idle));
	}

	/** Stores the uses. What cannot be stored is kept for the next time. */
	@Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void store() {
		Map<Long, List<SessionId>> rounded = new TreeMap<>();
		Map<SessionId, Instant> taken = Map.copyOf(this.unstored);
		taken.forEach(
				(session, at) -> rounded
					.computeIfAbsent(Math.floorDiv(at.toEpochMilli(), ROUNDED_TO_MILLIS) * ROUNDED_TO_MILLIS,
							(millis) -> new ArrayList<>())
					.add(session));
		rounded.forEach((millis, ids) -> {
			for (int from = 0; from < ids.size(); from += AT_ONCE) {
				List<SessionId> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
				this.sessions.seen(values(some), Instant.ofEpochMilli(millis));
				some.forEach((id) -> this.unstored.remove(id, taken.get(id)));
			}
		});
	}

	private static List<UUID> values(List<SessionId> ids) {
		return ids.stream().map(SessionId::value).toList();
	}

	/** Stores the rest before the store is closed. */
	@PreDestroy
	void storeTheRest() {
		try {
			store();
		}
		catch (RuntimeException ex) {
			logger.error("The last uses of {} sessions were not stored: {}", this.unstored.size(), ex.getMessage());
		}
	}

}
