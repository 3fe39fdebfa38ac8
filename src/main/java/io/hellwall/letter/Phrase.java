package io.hellwall.letter;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text with placeholders such as <code>{email}</code>. */
record Phrase(String text) {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

	/** The names of its placeholders, in their order. */
	Stream<String> placeholders() {
		return PLACEHOLDER.matcher(this.text).results().map((found) -> found.group(1));
	}

	/** For subjects and within other phrases. */
	String plain(Map<String, Value> values) {
		return filled(values, UnaryOperator.identity(), Value::text);
	}

	/** For plain text from right to left. */
	String isolated(Map<String, Value> values) {
		return filled(values, UnaryOperator.identity(), Value::isolated);
	}

	Markup html(Map<String, Value> values) {
		return new Markup(filled(values, Markup::escaped, Value::html));
	}

	private String filled(Map<String, Value> values, UnaryOperator<String> words, Function<Value, String> fill) {
		StringBuilder filled = new StringBuilder();
		int end = 0;
		for (MatchResult found : PLACEHOLDER.matcher(this.text).results().toList()) {
			Value value = Objects.requireNonNull(values.get(found.group(1)), found.group(1));
			filled.append(words.apply(this.text.substring(end, found.start()))).append(fill.apply(value));
			end = found.end();
		}
		return filled.append(words.apply(this.text.substring(end))).toString();
	}

}
