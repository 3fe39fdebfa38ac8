package io.hellwall.adminkey;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An admin key, without the key itself.
 *
 * @param revokedAt null while it is good
 */
public record AdminKey(AdminKeyName name, Instant createdAt, @Nullable Instant revokedAt) {
}
