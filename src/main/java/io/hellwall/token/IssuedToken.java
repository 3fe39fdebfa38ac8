package io.hellwall.token;

import java.time.Duration;
import java.time.Instant;

/**
 * A token that a client is given.
 *
 * @param token the base token: a secret
 * @param expiresAt when it expires and has to be renewed
 * @param expiresIn the time until then; zero if it has expired
 * @param session the session it belongs to
 */
public record IssuedToken(BaseToken token, Instant expiresAt, Duration expiresIn, SessionId session) {
}
