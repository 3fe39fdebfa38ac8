package io.hellwall.metrics;

import java.util.Locale;

import io.micrometer.core.instrument.Tags;

/**
 * Labels of a counter with one value each. Only enums implement it, so that all values
 * are known at the start.
 */
public interface Labels {

	/** The value of a label where there is nothing to tell. */
	String NONE = "none";

	/** The same names for each constant of an enum. */
	Tags tags();

	/** One label, whose value is the name of the constant in small letters. */
	static Tags of(String label, Enum<?> value) {
		return Tags.of(label, value.name().toLowerCase(Locale.ROOT));
	}

}
