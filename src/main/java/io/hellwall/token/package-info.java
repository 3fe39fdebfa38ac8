/**
 * The tokens themselves: how they are derived from the server key, written, stored and
 * found. Which tokens are good is decided by {@code session}.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.token;
