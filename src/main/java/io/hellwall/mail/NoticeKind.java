package io.hellwall.mail;

import java.util.Locale;

/**
 * What an account holder is told without having asked. The names are stored: add names,
 * but never change one. Each has texts in every language, in
 * {@code src/main/resources/mail}.
 */
public enum NoticeKind {

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
	LONG_PASSCODES;

	/** What its letter is called, such as {@code new-login}. */
	String letter() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
