package io.hellwall.session;

import java.time.InstantSource;

import io.hellwall.audit.Actor;
import io.hellwall.crypto.KeyFingerprint;

import org.springframework.stereotype.Service;

/**
 * Counts and ends the sessions that need a server key. A session needs the key that its
 * current token was made with, and moves to the active key at its next renewal.
 */
@Service
public class KeySessions {

	private static final int AT_ONCE = 500;

	private final SessionRepository sessions;

	private final SessionEnds ends;

	private final InstantSource time;

	KeySessions(SessionRepository sessions, SessionEnds ends, InstantSource time) {
		this.sessions = sessions;
		this.ends = ends;
		this.time = time;
	}

	/**
	 * How many live sessions need the key.
	 * @param unmarked whether those count too whose token an earlier version made, which
	 * did not note its key
	 */
	public long count(KeyFingerprint key, boolean unmarked) {
		return this.sessions.countOfKey(key.value(), unmarked ? 1 : 0, this.time.millis());
	}

	/** Ends them, some at a time, and returns how many. */
	public long endAll(KeyFingerprint key, boolean unmarked, Actor by) {
		long all = 0;
		int ended;
		do {
			ended = this.ends.endOfKey(key.value(), unmarked, by, this.time.instant(), AT_ONCE);
			all += ended;
		}
		while (ended > 0);
		return all;
	}

}
