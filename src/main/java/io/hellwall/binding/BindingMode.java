package io.hellwall.binding;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How much of a client's address counts. Stored by the names of the settings. */
public enum BindingMode {

	/** The exact address. */
	STRICT,

	/** The network around it. */
	PREFIX,

	/**
	 * The network around it; a mailed passcode lets the session go on in another one.
	 */
	STEP_UP,

	/** Nothing, but what the other modes would have done is counted. */
	REPORT,

	/** Nothing. */
	OFF;

	/**
	 * Reads the name of a mode as a setting writes it, such as {@code step-up}.
	 * @throws IllegalArgumentException if there is no such mode; the message does not
	 * repeat the text
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static BindingMode parse(String text) {
		for (BindingMode mode : values()) {
			if (mode.toString().equals(text)) {
				return mode;
			}
		}
		throw new IllegalArgumentException("must be strict, prefix, step-up, report or off");
	}

	/** As the setting writes it: {@code step-up}. */
	@JsonValue
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
