package io.hellwall.audit;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Which events somebody asks for. What is null does not restrict them.
 *
 * @param events empty for all
 * @param from the first instant
 * @param to the first instant that is too late
 */
public record AuditFilter(@Nullable UUID account, List<EventName> events, @Nullable Outcome outcome,
		@Nullable Instant from, @Nullable Instant to) {

	public static final AuditFilter ALL = new AuditFilter(null, List.of(), null, null, null);

	/** All instants that milliseconds reach. */
	private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);

	private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);

	public AuditFilter {
		events = List.copyOf(events);
	}

	/** Perhaps none. */
	Set<Event> types() {
		Set<Event> types = this.events.isEmpty() ? EnumSet.allOf(Event.class)
				: this.events.stream()
					.flatMap((name) -> name.events().stream())
					.collect(Collectors.toCollection(() -> EnumSet.noneOf(Event.class)));
		types.removeIf((type) -> this.outcome != null && type.outcome() != this.outcome);
		return types;
	}

	Instant begin() {
		return within(this.from, EARLIEST);
	}

	Instant end() {
		return within(this.to, LATEST);
	}

	private static Instant within(@Nullable Instant instant, Instant otherwise) {
		if (instant == null) {
			return otherwise;
		}
		return instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant;
	}

}
