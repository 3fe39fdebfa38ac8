package io.hellwall.limit;

import java.time.Duration;

/** Whether a client may do what it asks for now. */
public sealed interface Decision {

	/** Rates are turned off. */
	record Unlimited() implements Decision {
	}

	/**
	 * It may, and it was counted.
	 *
	 * @param quota the requests that its network has left
	 */
	record Allowed(Quota quota) implements Decision {
	}

	/**
	 * It may not.
	 *
	 * @param retryAfter the wait until the next request can be allowed
	 * @param quota the requests that its network has left: more than zero if the limit of
	 * its site or of all networks refused
	 */
	record Refused(Duration retryAfter, Quota quota) implements Decision {
	}

}
