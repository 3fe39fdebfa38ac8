package io.hellwall.account;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts a list shows, and in which order.
 *
 * @param email a part that their addresses have; null for all
 * @param status null for all
 */
public record AccountSearch(@Nullable EmailPart email, @Nullable AccountStatus status, AccountOrder order) {

	/** All accounts, in the order of their addresses. */
	public static final AccountSearch ALL = new AccountSearch(null, null, AccountOrder.EMAIL);

}
