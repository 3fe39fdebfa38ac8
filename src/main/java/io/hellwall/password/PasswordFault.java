package io.hellwall.password;

/** Why a password is not accepted as a new one. */
public sealed interface PasswordFault {

	/**
	 * It has fewer characters than a new one needs.
	 *
	 * @param minLength how many it needs
	 */
	record TooShort(int minLength) implements PasswordFault {
	}

	/** It is on the list of those that are guessed first, or as easy to guess. */
	record TooCommon() implements PasswordFault {
	}

	/** It is easy to guess for somebody who knows the address or the service. */
	record FromContext() implements PasswordFault {
	}

	/** The same in words, to follow the name of the field. Never repeats the password. */
	default String message() {
		return switch (this) {
			case TooShort(int minLength) -> "needs " + minLength + " or more characters";
			case TooCommon common -> "is one of those that are guessed first: take another";
			case FromContext context -> "repeats the mail address or the name of the service: take another";
		};
	}

}
