package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;

/**
 * A token that a client is given.
 *
 * @param token the base token: a secret
 * @param expiresAt from when on it has to be renewed
 * @param expiresIn how long that is from now; zero where it is past
 * @param session the session it belongs to
 */
public record IssuedToken(BaseToken token, Instant expiresAt, Duration expiresIn, SessionId session) {
}
