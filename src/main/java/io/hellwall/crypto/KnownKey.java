package io.hellwall.crypto;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A server key that the database recognises.
 *
 * @param addedAt since when; null if an earlier version of the program added it
 */
public record KnownKey(KeyFingerprint fingerprint, @Nullable Instant addedAt) {
}
