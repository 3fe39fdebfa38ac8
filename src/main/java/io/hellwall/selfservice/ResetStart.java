package io.hellwall.selfservice;

/** Whether a password reset was started on behalf of somebody else. */
public enum ResetStart {

	/** The mail server accepted the mail. */
	STARTED,

	NO_ACCOUNT,

	/** A disabled account gets no mail. */
	DISABLED,

	/** The mail was not sent. Try again later. */
	MAIL_UNAVAILABLE

}
