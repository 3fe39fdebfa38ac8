package io.hellwall.http;

/** What a client is told of a field that is missing or null. */
public final class Required {

	public static final String MESSAGE = "is required";

	private Required() {
	}

}
