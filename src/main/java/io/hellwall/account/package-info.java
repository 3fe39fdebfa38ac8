/**
 * Accounts with their addresses, phone numbers and password hashes. {@code Accounts} is
 * the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.account;
