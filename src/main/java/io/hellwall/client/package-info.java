/**
 * The registered clients: systems that may ask about tokens by the standards of OAuth.
 * {@code Clients} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.client;
