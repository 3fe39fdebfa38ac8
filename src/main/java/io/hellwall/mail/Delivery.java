package io.hellwall.mail;

/** Whether a message was taken over by the mail server, or written to the outbox. */
public enum Delivery {

	/** The server took it: what becomes of it is no longer ours. */
	DELIVERED,

	/** It was refused, or nobody answered in time. */
	FAILED

}
