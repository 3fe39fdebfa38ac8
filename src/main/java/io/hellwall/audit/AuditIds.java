package io.hellwall.audit;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of rows, because a row is stamped with its id before it is stored. The
 * upper half of an id is the time since 2020 in units of 1024 ms. The lower half begins
 * at a random number in each unit and counts up. So the ids of a process only grow, and
 * two nodes that make a hundred each in the same second get an equal one in one of ten
 * million cases. Then the second transaction fails.
 */
final class AuditIds {

	private static final long BEGIN = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

	private static final int UNIT_BITS = 10;

	private static final int COUNT_BITS = 32;

	private final AtomicLong last = new AtomicLong();

	long next(Instant at) {
		long unit = Math.max(0, at.toEpochMilli() - BEGIN) >> UNIT_BITS;
		// The upper half of all numbers is left for counting up.
		long first = (unit << COUNT_BITS) | RandomGenerator.getDefault().nextLong(1L << (COUNT_BITS - 1));
		return this.last.accumulateAndGet(first,
				(before, begin) -> (before >> COUNT_BITS >= begin >> COUNT_BITS) ? before + 1 : begin);
	}

}
