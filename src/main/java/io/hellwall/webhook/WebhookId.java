package io.hellwall.webhook;

import java.util.UUID;

/** The id of a webhook: random, and no secret. */
public record WebhookId(UUID value) {

	/**
	 * Reads what {@link #toString} gives.
	 * @throws IllegalArgumentException if it is something else
	 */
	public static WebhookId of(String text) {
		try {
			return new WebhookId(UUID.fromString(text));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("must be an id, as 'webhook list' prints it");
		}
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
