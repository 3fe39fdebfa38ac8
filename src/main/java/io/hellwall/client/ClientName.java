package io.hellwall.client;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What people call a client: 1 to 64 letters, digits, blanks, dots, underscores and
 * dashes. Two clients may have the same name.
 */
public record ClientName(@JsonValue String value) {

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9])?");

	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public ClientName {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException(
					"must be 1 to 64 letters, digits, blanks, dots, underscores and dashes, with a letter or digit at both ends");
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
