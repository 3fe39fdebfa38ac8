package io.hellwall.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Tags;

/** Counters of one name, one for each pair of constants of two enums. */
public final class CountTable<A extends Enum<A> & Labels, B extends Enum<B> & Labels> {

	private final Map<A, Counts<B>> rows;

	CountTable(Meters meters, String name, String description, Tags tags, Class<A> rows, Class<B> columns) {
		this.rows = new EnumMap<>(rows);
		for (A row : rows.getEnumConstants()) {
			this.rows.put(row, new Counts<>(meters, name, description, tags.and(row.tags()), columns));
		}
	}

	public void add(A row, B column) {
		Objects.requireNonNull(this.rows.get(row)).add(column);
	}

}
