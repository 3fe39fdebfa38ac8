package io.hellwall.audit;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of rows, because a row is stamped with its id before it is stored. An id
 * is 41 bits of milliseconds since 2020 and 22 random ones. Ids of one process only grow;
 * two nodes that make one in the same millisecond get the same one in one of four million
 * cases, and then the second transaction fails.
 */
final class AuditIds {

	private static final long BEGIN = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

	private static final int RANDOM_BITS = 22;

	private final AtomicLong last = new AtomicLong();

	long next(Instant at) {
		long millis = Math.max(0, at.toEpochMilli() - BEGIN);
		long random = RandomGenerator.getDefault().nextLong(1L << RANDOM_BITS);
		return this.last.accumulateAndGet((millis << RANDOM_BITS) | random,
				(before, candidate) -> Math.max(before + 1, candidate));
	}

}
