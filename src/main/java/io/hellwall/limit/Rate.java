package io.hellwall.limit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.convert.DurationStyle;

/**
 * A number of events that are allowed in a window of time.
 *
 * @param count the number of events, from 1
 * @param window the length of the window: whole seconds, at most a day
 */
record Rate(int count, Duration window) {

	private static final Pattern FORM = Pattern.compile("(\\d{1,7})/(\\d{1,5}[smhd])");

	private static final Duration LONGEST = Duration.ofDays(1);

	Rate {
		if (count < 1 || window.isZero() || window.compareTo(LONGEST) > 0) {
			throw refused();
		}
	}

	/**
	 * Reads {@code 30/5m}.
	 * @throws IllegalArgumentException if the text is not such a rate
	 */
	public static Rate of(String text) {
		Matcher form = FORM.matcher(text);
		if (!form.matches()) {
			throw refused();
		}
		return new Rate(Integer.parseInt(form.group(1)), DurationStyle.SIMPLE.parse(form.group(2)));
	}

	private static IllegalArgumentException refused() {
		return new IllegalArgumentException(
				"must be a rate such as 30/5m: a number from 1 to 9999999, and a time from 1s to 1d");
	}

}
