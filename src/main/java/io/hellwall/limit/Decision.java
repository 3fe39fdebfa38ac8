package io.hellwall.limit;

import java.time.Duration;

/** Whether a client may do what it asks for now. */
public sealed interface Decision {

	/** Rates are turned off. */
	record Unlimited() implements Decision {
	}

	/**
	 * It may, and that was counted.
	 *
	 * @param quota what its network has left
	 */
	record Allowed(Quota quota) implements Decision {
	}

	/**
	 * It may not.
	 *
	 * @param retryAfter how long to wait before it is worth another try
	 * @param quota what its network has left, which may be something where a wider limit
	 * refused
	 */
	record Refused(Duration retryAfter, Quota quota) implements Decision {
	}

}
