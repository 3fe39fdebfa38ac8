package io.hellwall.mail;

import java.util.Locale;

import io.hellwall.metrics.Labels;
import io.micrometer.core.instrument.Tags;

/**
 * What an account holder is told without having asked. The names are stored: add names,
 * but never change one. Each has texts in every language, in
 * {@code src/main/resources/mail}.
 */
public enum NoticeKind implements Labels {

	/** Somebody logged in from a device or network that the account did not know. */
	NEW_LOGIN,

	/** A copy of a replaced token was used, and the session was ended. */
	TOKEN_REUSED,

	/** A token was used on another device or network than its own, and was refused. */
	WRONG_PLACE,

	/** Somebody guesses at the password from many places. */
	ACCOUNT_GUARDED,

	/**
	 * Somebody knows the password and guesses passcodes, so passcodes are longer until
	 * the next login.
	 */
	LONG_PASSCODES,

	/** Somebody wanted an account with an address that has one. */
	ALREADY_REGISTERED,

	/** The account got another password. */
	PASSWORD_CHANGED,

	/** The account got another address. This one goes to the address before. */
	EMAIL_CHANGED,

	/** The account got another phone number, or has none any more. */
	PHONE_CHANGED,

	/** Somebody read all that is stored about the account. */
	DATA_EXPORTED,

	/** The account does not exist any more. */
	ACCOUNT_DELETED;

	/**
	 * Whether it is told each time. A change that somebody else made must not be hidden
	 * by one that the holder made on the same day.
	 */
	boolean eachTime() {
		return switch (this) {
			case NEW_LOGIN, TOKEN_REUSED, WRONG_PLACE, ACCOUNT_GUARDED, LONG_PASSCODES, ALREADY_REGISTERED -> false;
			case PASSWORD_CHANGED, EMAIL_CHANGED, PHONE_CHANGED, DATA_EXPORTED, ACCOUNT_DELETED -> true;
		};
	}

	/** What its letter is called, such as {@code new-login}. */
	String letter() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	@Override
	public Tags tags() {
		return Tags.of("mail", letter());
	}

}
