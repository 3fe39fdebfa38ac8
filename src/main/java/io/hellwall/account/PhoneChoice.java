package io.hellwall.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * The phone number that an administrator wants for an account.
 *
 * @param phone null for none
 */
public record PhoneChoice(@Nullable PhoneNumber phone) {

	/**
	 * Reads a number; an empty text means none.
	 * @throws IllegalArgumentException if it is no number; the message does not repeat
	 * the text
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static PhoneChoice parse(String text) {
		return new PhoneChoice(text.isEmpty() ? null : PhoneNumber.parse(text));
	}

}
