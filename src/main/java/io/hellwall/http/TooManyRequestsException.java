package io.hellwall.http;

import java.time.Duration;

/** The rate of the client's network is used up. */
class TooManyRequestsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Duration retryAfter;

	TooManyRequestsException(Duration retryAfter) {
		this.retryAfter = retryAfter;
	}

	Duration retryAfter() {
		return this.retryAfter;
	}

}
