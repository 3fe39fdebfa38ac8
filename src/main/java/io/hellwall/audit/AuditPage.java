package io.hellwall.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some events, the newest first.
 *
 * @param next where the next page begins; null if this is the last one
 */
public record AuditPage(List<AuditRecord> events, @Nullable AuditCursor next) {
}
