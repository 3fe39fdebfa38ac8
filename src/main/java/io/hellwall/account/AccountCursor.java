package io.hellwall.account;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place after an account in a list of any order. It stays good if the account is
 * changed or deleted. Its text is for the service alone.
 */
public record AccountCursor(Instant createdAt, UUID id, String emailKey) {

	private static final Pattern FORM = Pattern.compile("(-?\\d{1,15}) ([0-9a-f-]{36}) ([!-~]{1,254})");

	/** After that account. */
	static AccountCursor after(Account account) {
		return new AccountCursor(account.createdAt(), account.id().value(), account.email().key());
	}

	/**
	 * Reads what {@link #toString} wrote.
	 * @throws IllegalArgumentException if it is something else; the message does not
	 * repeat the text
	 */
	public static AccountCursor parse(String text) {
		try {
			Matcher form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
			if (form.matches()) {
				return new AccountCursor(Instant.ofEpochMilli(Long.parseLong(form.group(1))),
						UUID.fromString(form.group(2)), form.group(3));
			}
		}
		catch (IllegalArgumentException ex) {
			// Neither Base64 nor the id may be anything else.
		}
		throw new IllegalArgumentException("must be the next of a page before");
	}

	@Override
	public String toString() {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((this.createdAt.toEpochMilli() + " " + this.id + " " + this.emailKey)
				.getBytes(StandardCharsets.US_ASCII));
	}

}
