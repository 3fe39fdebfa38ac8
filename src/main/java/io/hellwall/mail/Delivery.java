package io.hellwall.mail;

/** Whether a message was taken over by the mail server, or written to the outbox. */
public enum Delivery {

	/** The server accepted it and is responsible for it now. */
	DELIVERED,

	/** The server refused it or did not answer in time. */
	FAILED

}
