package io.hellwall.account;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some accounts of a list.
 *
 * @param next where the next page begins; null on the last page
 */
public record AccountPage(List<Account> accounts, @Nullable AccountCursor next) {
}
