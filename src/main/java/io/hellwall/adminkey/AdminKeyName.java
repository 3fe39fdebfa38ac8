package io.hellwall.adminkey;

import java.util.regex.Pattern;

/**
 * The name of an admin key, by which the audit log tells administrators apart: 1 to 32
 * small letters, digits and dashes.
 */
public record AdminKeyName(String value) {

	private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

	/** The key that is in the settings or in the key file. It is in no database. */
	public static final AdminKeyName FILE = new AdminKeyName("file");

	public AdminKeyName {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("must be 1 to 32 small letters, digits and dashes");
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
