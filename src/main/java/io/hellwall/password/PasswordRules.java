package io.hellwall.password;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.hellwall.password.PasswordFault.FromContext;
import io.hellwall.password.PasswordFault.TooCommon;
import io.hellwall.password.PasswordFault.TooShort;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whether a new password is acceptable (SP 800-63B-4 §3.1.1.2): long enough, and not easy
 * to guess for somebody who knows common passwords and whose it is.
 */
@Component
public class PasswordRules {

	/** A score from 0 to 4. Below 2, a million guesses are enough. */
	private static final int GUESSABLE_BELOW = 2;

	/**
	 * How many characters are estimated. The cost of the estimate grows faster than the
	 * length.
	 */
	private static final int ESTIMATED = 32;

	/** Shorter words are in many good passwords. */
	private static final int SHORTEST_WORD = 4;

	/** A password that repeats such words needs so many other characters. */
	private static final int LEAST_OWN = 8;

	private final int minLength;

	private final String service;

	PasswordRules(PasswordProperties properties, @Value("${hellwall.name:Hellwall}") String service) {
		this.minLength = properties.minLength();
		this.service = service;
	}

	/**
	 * What is wrong with it; empty if it may be used.
	 * @param holder words that others connect with its holder, such as the mail address
	 */
	public Optional<PasswordFault> fault(Password password, List<String> holder) {
		if (password.length() < this.minLength) {
			return Optional.of(new TooShort(this.minLength));
		}
		List<String> context = Stream.concat(holder.stream(), Stream.of(this.service, "hellwall")).toList();
		String start = password.text().substring(0, Math.min(ESTIMATED, password.text().length()));
		if (repeats(password, context)) {
			return Optional.of(new FromContext());
		}
		if (!guessable(start, context)) {
			return Optional.empty();
		}
		return Optional.of(guessable(start, List.of()) ? new TooCommon() : new FromContext());
	}

	/** Whether little is left of it without these words, in capitals or not. */
	private static boolean repeats(Password password, List<String> context) {
		String whole = password.text().toLowerCase(Locale.ROOT);
		String rest = whole;
		for (String word : context) {
			rest = (word.length() >= SHORTEST_WORD) ? rest.replace(word.toLowerCase(Locale.ROOT), "") : rest;
		}
		return rest.length() < whole.length() && rest.codePointCount(0, rest.length()) < LEAST_OWN;
	}

	private static boolean guessable(String start, List<String> context) {
		return Dictionaries.ALL.measure(start, context).getScore() < GUESSABLE_BELOW;
	}

	/** Made for the first new password: its dictionaries take 6 MB and time to read. */
	private static final class Dictionaries {

		static final Zxcvbn ALL = new Zxcvbn();

	}

}
