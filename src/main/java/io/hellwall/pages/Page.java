package io.hellwall.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A page that is being written: a template, and what stands in it. */
final class Page {

	private final String template;

	private final PageWords words;

	private final Map<String, @Nullable Object> variables = new HashMap<>();

	/**
	 * @param template its name
	 * @param title the key of its title
	 */
	Page(String template, String title, PageWords words) {
		this.template = template;
		this.words = words;
		this.variables.put("t", words.plain());
		this.variables.put("language", words.language().tag());
		this.variables.put("direction", words.language().rightToLeft() ? "rtl" : "ltr");
		this.variables.put("title", words.text(title));
		this.variables.put("service", words.text("service"));
		this.variables.put("alert", null);
		this.variables.put("faults", faults(List.of()));
		this.variables.put("notice", null);
		this.variables.put("width", "");
	}

	/** Says what stands for a variable of the template; null for nothing. */
	Page with(String variable, @Nullable Object value) {
		this.variables.put(variable, value);
		return this;
	}

	/** The same with a text. */
	Page say(String variable, String key, Map<String, String> values) {
		return with(variable, this.words.text(key, values));
	}

	/** Says above the form what is wrong, and ties that to the fields concerned. */
	Page alert(Trouble trouble) {
		return with("faults", faults(trouble.fields())).say("alert", trouble.key(), trouble.values());
	}

	/** What describes each field: the text above the form, or nothing. */
	private static Map<String, String> faults(List<String> fields) {
		Map<String, String> faults = new HashMap<>();
		Trouble.FIELDS.forEach((field) -> faults.put(field, fields.contains(field) ? "alert" : ""));
		return faults;
	}

	PageWords words() {
		return this.words;
	}

	String template() {
		return this.template;
	}

	Map<String, @Nullable Object> variables() {
		return this.variables;
	}

}
