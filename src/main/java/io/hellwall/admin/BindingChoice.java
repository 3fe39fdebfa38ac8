package io.hellwall.admin;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.hellwall.binding.BindingMode;
import org.jspecify.annotations.Nullable;

/**
 * How an administrator wants the tokens of an account to be bound.
 *
 * @param mode null if the settings decide
 */
record BindingChoice(@Nullable BindingMode mode) {

	/** What lets the settings decide. */
	static final String DEFAULT = "default";

	/**
	 * Reads the name of a mode, or {@code default}.
	 * @throws IllegalArgumentException if it is neither; the message does not repeat the
	 * text
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static BindingChoice parse(String text) {
		return new BindingChoice(text.equals(DEFAULT) ? null : BindingMode.parse(text));
	}

}
