package io.hellwall.account;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The order of a list of accounts. Each order is total, and an index finds the place
 * where a page begins.
 */
public enum AccountOrder {

	EMAIL("email", "email_key > :email", "email_key"),

	EMAIL_DESCENDING("-email", "email_key < :email", "email_key desc"),

	CREATED("createdAt", "(created_at, id) > (:createdAt, :id)", "created_at, id"),

	CREATED_DESCENDING("-createdAt", "(created_at, id) < (:createdAt, :id)", "created_at desc, id desc");

	private final String text;

	private final String beyond;

	private final String columns;

	AccountOrder(String text, String beyond, String columns) {
		this.text = text;
		this.beyond = beyond;
		this.columns = columns;
	}

	/**
	 * Reads the name of a field; a minus before it means descending.
	 * @throws IllegalArgumentException if there is no such order; the message does not
	 * repeat the text
	 */
	public static AccountOrder parse(String text) {
		for (AccountOrder order : values()) {
			if (order.text.equals(text)) {
				return order;
			}
		}
		throw new IllegalArgumentException("must be email, -email, createdAt or -createdAt");
	}

	/** SQL that is true for accounts after the one whose fields are the parameters. */
	String beyond() {
		return this.beyond;
	}

	/** The columns after {@code order by}. */
	String columns() {
		return this.columns;
	}

	@JsonValue
	@Override
	public String toString() {
		return this.text;
	}

}
