package io.hellwall.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;

/**
 * Counters of one name, one for each constant of an enum. All are made at the start: each
 * is told from the first moment on, with zero, and to count makes no object.
 */
public final class Counts<A extends Enum<A> & Labels> {

	private final Map<A, Counter> counters;

	Counts(Meters meters, String name, String description, Tags tags, Class<A> values) {
		this.counters = new EnumMap<>(values);
		for (A value : values.getEnumConstants()) {
			this.counters.put(value, meters.counter(name, description, tags.and(value.tags())));
		}
	}

	public void add(A value) {
		Objects.requireNonNull(this.counters.get(value)).increment();
	}

}
