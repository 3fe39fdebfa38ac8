package io.hellwall.session;

import java.time.Instant;

import io.hellwall.metrics.Labels;
import io.hellwall.token.TokenState;
import io.micrometer.core.instrument.Tags;

/** Why a client is given a successor. For the operator. */
enum RenewalKind implements Labels {

	EXPIRED,

	/** The client asked before its token expired. */
	EARLY,

	/**
	 * The successor exists already: requests at the same time, or a client that lost the
	 * answer. It would have lost its session without this.
	 */
	REPEATED;

	/** For a successor that was made just now. */
	static RenewalKind of(TokenState replaced, Instant now) {
		return replaced.expired(now) ? EXPIRED : EARLY;
	}

	@Override
	public Tags tags() {
		return Labels.of("kind", this);
	}

}
