package io.hellwall.session;

import java.util.Locale;

import io.hellwall.audit.Event;
import io.hellwall.metrics.Labels;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/** How a decision about a token is counted: what it was, and why a token was refused. */
enum Decision implements Labels {

	AUTHORIZED(Event.AUTHORIZED, null), RENEWED(Event.RENEWED, null), STEP_UP_REQUIRED(Event.STEP_UP_REQUIRED, null),
	UNKNOWN_TOKEN(Event.UNAUTHORIZED, DenialReason.UNKNOWN_TOKEN),
	SESSION_OVER(Event.UNAUTHORIZED, DenialReason.SESSION_OVER), EXPIRED(Event.UNAUTHORIZED, DenialReason.EXPIRED),
	WRONG_DEVICE(Event.UNAUTHORIZED, DenialReason.WRONG_DEVICE),
	WRONG_NETWORK(Event.UNAUTHORIZED, DenialReason.WRONG_NETWORK);

	private final Event event;

	private final @Nullable DenialReason reason;

	Decision(Event event, @Nullable DenialReason reason) {
		this.event = event;
		this.reason = reason;
	}

	static Decision refused(DenialReason reason) {
		return switch (reason) {
			case UNKNOWN_TOKEN -> UNKNOWN_TOKEN;
			case SESSION_OVER -> SESSION_OVER;
			case EXPIRED -> EXPIRED;
			case WRONG_DEVICE -> WRONG_DEVICE;
			case WRONG_NETWORK -> WRONG_NETWORK;
		};
	}

	Event event() {
		return this.event;
	}

	/** Null unless the token is refused. */
	@Nullable DenialReason reason() {
		return this.reason;
	}

	/** Whether the session goes on by it. */
	boolean granted() {
		return this == AUTHORIZED || this == RENEWED;
	}

	@Override
	public Tags tags() {
		String why = (this.reason != null) ? this.reason.name().toLowerCase(Locale.ROOT) : NONE;
		return Labels.of("outcome", this.event).and("reason", why);
	}

}
