package io.hellwall.session;

import java.time.Instant;

import io.hellwall.device.MacAddress;
import io.hellwall.token.SessionId;

/**
 * A session that may be used.
 *
 * @param network what its tokens are bound to
 * @param lastSeenAt when it was last used; may lag by minutes
 * @param endsAt when it ends at the latest
 */
public record OpenSession(SessionId id, MacAddress mac, String network, Instant openedAt, Instant lastSeenAt,
		Instant endsAt) {
}
