package io.hellwall.account;

import java.util.List;

import com.nulabinc.zxcvbn.Zxcvbn;

import org.springframework.stereotype.Component;

/**
 * Whether a new password is acceptable (SP 800-63B-4 §3.1.1.2): long enough, and not easy
 * to guess for somebody who knows common passwords and this address.
 */
@Component
class PasswordRules {

	/** A score from 0 to 4. Below 2, a million guesses are enough. */
	private static final int GUESSABLE_BELOW = 2;

	/**
	 * How many characters are estimated. The cost of the estimate grows faster than the
	 * length.
	 */
	private static final int ESTIMATED = 32;

	private final int minLength;

	PasswordRules(PasswordProperties properties) {
		this.minLength = properties.minLength();
	}

	boolean tooShort(Password password) {
		return password.length() < this.minLength;
	}

	boolean tooCommon(Password password, EmailAddress email) {
		String start = password.text().substring(0, Math.min(ESTIMATED, password.text().length()));
		return Dictionaries.ALL.measure(start, List.of(email.value(), email.localPart(), "hellwall"))
			.getScore() < GUESSABLE_BELOW;
	}

	int minLength() {
		return this.minLength;
	}

	/** Made for the first new password: its dictionaries take 6 MB and time to read. */
	private static final class Dictionaries {

		static final Zxcvbn ALL = new Zxcvbn();

	}

}
