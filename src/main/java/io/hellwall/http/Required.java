package io.hellwall.http;

/** What the answer says about a field that is missing or null. */
public final class Required {

	public static final String MESSAGE = "is required";

	private Required() {
	}

}
