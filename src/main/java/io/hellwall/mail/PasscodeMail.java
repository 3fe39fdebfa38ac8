package io.hellwall.mail;

import java.util.Locale;

import io.hellwall.metrics.Labels;
import io.micrometer.core.instrument.Tags;

/** What a mailed passcode is for. Each has texts in every language. */
public enum PasscodeMail implements Labels {

	/** To log in, or to change the account. */
	LOGIN,

	/** To choose a new password instead of a forgotten one. */
	RESET,

	/** The same, where an administrator asked for it: good on any device, for longer. */
	RESET_STARTED,

	/** To create an account. */
	REGISTRATION,

	/** To become the address of an account. */
	NEW_ADDRESS;

	/** What its letter is called, such as {@code passcode-reset}. */
	String letter() {
		return (this == LOGIN) ? "passcode" : "passcode-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	@Override
	public Tags tags() {
		return Tags.of("mail", letter());
	}

}
