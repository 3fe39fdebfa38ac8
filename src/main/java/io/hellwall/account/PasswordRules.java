package io.hellwall.account;

import java.util.List;

import com.nulabinc.zxcvbn.Zxcvbn;

import org.springframework.stereotype.Component;

/**
 * Whether a new password will do (SP 800-63B-4 §3.1.1.2): long enough, and not among the
 * first that somebody who knows people, and this account, would guess.
 */
@Component
class PasswordRules {

	/** Of 0 to 4; below it, a million guesses are enough. */
	private static final int GUESSABLE_BELOW = 2;

	/**
	 * Guessing is estimated from so many characters: the estimate's cost grows faster
	 * than they do.
	 */
	private static final int ESTIMATED = 32;

	private final Zxcvbn guesses = new Zxcvbn();

	private final int minLength;

	PasswordRules(PasswordProperties properties) {
		this.minLength = properties.minLength();
	}

	boolean tooShort(Password password) {
		return password.length() < this.minLength;
	}

	boolean tooCommon(Password password, EmailAddress email) {
		String start = password.text().substring(0, Math.min(ESTIMATED, password.text().length()));
		return this.guesses.measure(start, List.of(email.value(), email.localPart(), "hellwall"))
			.getScore() < GUESSABLE_BELOW;
	}

	int minLength() {
		return this.minLength;
	}

}
