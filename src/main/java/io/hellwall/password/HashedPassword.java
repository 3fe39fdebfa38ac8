package io.hellwall.password;

/**
 * The hash of a new password.
 *
 * @param value as it is stored
 */
public record HashedPassword(String value) {

	@Override
	public String toString() {
		return "HashedPassword[redacted]";
	}

}
