package io.hellwall.http;

/** What a client is told of a field that is missing or null. */
final class Required {

	static final String MESSAGE = "is required";

	private Required() {
	}

}
