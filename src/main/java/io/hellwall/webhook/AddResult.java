package io.hellwall.webhook;

/** What became of a new webhook. */
public sealed interface AddResult {

	/** The secret is shown now and never again. */
	record Added(WebhookId id, WebhookSecret secret) implements AddResult {
	}

	/**
	 * It may not be called.
	 *
	 * @param reason for the operator
	 */
	record Refused(String reason) implements AddResult {
	}

}
