package io.hellwall.binding;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * How an administrator wants the tokens of an account to be bound.
 *
 * @param mode null if the settings decide
 */
public record BindingChoice(@Nullable BindingMode mode) {

	/** What lets the settings decide. */
	public static final String DEFAULT = "default";

	/**
	 * Reads the name of a mode, or {@code default}.
	 * @throws IllegalArgumentException if it is neither; the message does not repeat the
	 * text
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static BindingChoice parse(String text) {
		return new BindingChoice(text.equals(DEFAULT) ? null : BindingMode.parse(text));
	}

}
