package io.hellwall.admin;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

import io.hellwall.account.Account;

/**
 * Which version of an account a request wants to change (RFC 9110 §13.1.1): one of those
 * that the field names, or any with an asterisk. A weak entity tag never matches.
 *
 * @param field the header field
 */
record IfMatch(String field) implements IntPredicate {

	private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");

	/** The entity tag of an account: its version. */
	static String etag(Account account) {
		return etag(account.version());
	}

	private static String etag(int version) {
		return "\"" + version + "\"";
	}

	@Override
	public boolean test(int version) {
		return this.field.strip().equals("*")
				|| SEPARATOR.splitAsStream(this.field.strip()).anyMatch(etag(version)::equals);
	}

}
