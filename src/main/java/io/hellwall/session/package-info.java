/**
 * Logs users in, and decides whether a token is good, expired or refused. Tokens are
 * made, renewed and ended here; {@code Sessions} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.session;
