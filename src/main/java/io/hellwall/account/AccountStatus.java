package io.hellwall.account;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether an account may be used. The names are stored, so never change one. */
public enum AccountStatus {

	ACTIVE,

	/** It can neither log in nor use its tokens. */
	DISABLED;

	/**
	 * Reads {@code active} or {@code disabled}.
	 * @throws IllegalArgumentException if it is neither; the message does not repeat the
	 * text
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static AccountStatus parse(String text) {
		for (AccountStatus status : values()) {
			if (status.toString().equals(text)) {
				return status;
			}
		}
		throw new IllegalArgumentException("must be active or disabled");
	}

	@JsonValue
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
