package io.hellwall.chain;

import java.time.Instant;

/**
 * When the audit chain began. Whoever may write to the database can make it begin anew,
 * with other rows: then this is later than the operator remembers.
 *
 * @param at whole milliseconds
 * @param adopted how many rows without a stamp it took as they were, because they may be
 * of an earlier version
 */
public record ChainBegin(Instant at, long adopted) {
}
