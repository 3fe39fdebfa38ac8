/**
 * Opens, renews and ends sessions, and decides whether a token is good, expired or
 * refused. {@code Sessions} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.session;
