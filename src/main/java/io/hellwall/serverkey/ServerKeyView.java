package io.hellwall.serverkey;

import java.time.Instant;

import io.hellwall.crypto.KeyFingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A server key, without the key itself, and what needs it.
 *
 * @param addedAt since when the database recognises it; null if an earlier version of the
 * program added it
 * @param sessions how many live sessions need it
 * @param webhooks how many secrets of webhooks are encrypted with it
 */
public record ServerKeyView(KeyFingerprint fingerprint, KeyState state, @Nullable Instant addedAt, long sessions,
		long webhooks) {
}
