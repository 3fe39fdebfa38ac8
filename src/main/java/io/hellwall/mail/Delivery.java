package io.hellwall.mail;

import io.hellwall.metrics.Labels;
import io.micrometer.core.instrument.Tags;

/** Whether a message was taken over by the mail server, or written to the outbox. */
public enum Delivery implements Labels {

	/** The server accepted it and is responsible for it now. */
	DELIVERED,

	/** The server refused it or did not answer in time. */
	FAILED;

	@Override
	public Tags tags() {
		return Labels.of("outcome", this);
	}

}
