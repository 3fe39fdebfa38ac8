package io.hellwall.client;

import java.time.Instant;

/**
 * A registered client, without its secret.
 *
 * @param mayIntrospect whether it may ask what tokens are worth
 * @param mayRevoke whether it may end the sessions of tokens that it knows
 */
public record Client(ClientId id, ClientName name, boolean mayIntrospect, boolean mayRevoke, Instant createdAt) {
}
