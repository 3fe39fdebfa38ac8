package io.hellwall.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Ids of rows, as several nodes make them. */
class AuditIdsTest {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private static final int MANY = 5000;

	/** Chance lets it fail once in 200,000 runs. */
	@Test
	void nextWhenTwoNodesMakeManyAtOneMomentThenNoneIsEqual() {
		List<AuditIds> nodes = List.of(new AuditIds(), new AuditIds());
		Stream<Long> ids = nodes.stream().flatMap((node) -> made(node, (i) -> 0).stream());
		assertThat(ids).hasSize(2 * MANY).doesNotHaveDuplicates();
	}

	@Test
	void nextWhenTheClockGoesOnAndBackThenTheIdsOnlyGrow() {
		assertThat(made(new AuditIds(), (i) -> (i % 3 == 0) ? -i : i)).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void nextWhenTheClockIsBefore2020ThenIsPositive() {
		assertThat(new AuditIds().next(Instant.EPOCH)).isPositive();
	}

	private static List<Long> made(AuditIds ids, ToLongFunction<Long> secondsAhead) {
		List<Long> made = new ArrayList<>();
		LongStream.range(0, MANY)
			.forEach((i) -> made.add(ids.next(NOW.plus(Duration.ofSeconds(secondsAhead.applyAsLong(i))))));
		return made;
	}

}
