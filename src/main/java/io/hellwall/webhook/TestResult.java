package io.hellwall.webhook;

/** What became of a message that was sent to try a webhook out. */
public sealed interface TestResult {

	record Accepted() implements TestResult {
	}

	/**
	 * The webhook was not called, or did not answer with a success.
	 *
	 * @param reason for the operator
	 */
	record Failed(String reason) implements TestResult {
	}

	/** There is no such webhook. */
	record NotFound() implements TestResult {
	}

}
