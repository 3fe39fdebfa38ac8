package io.hellwall.letter;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses a template of an operator that uses anything but variables, conditions and
 * loops. It reads the whole file, also what no letter of today would evaluate, and knows
 * the line.
 */
final class TemplateCheck {

	private static final String NAME = "\\$\\{\\s*([A-Za-z.]*)\\s*}";

	/** All that may be used. The groups are the variables, and the name of an item. */
	private static final Pattern ALLOWED = Pattern.compile("\\[\\[" + NAME + "]]" // [[${name}]]
			+ "|\\bth:(?:text|if|unless|lang|dir)=\"" + NAME + "\"" // th:if="${name}"
			+ "|\\bth:each=\"\\s*([A-Za-z]+)\\s*:\\s*" + NAME + "\"" // th:each="item :
																		// ${name}"
			+ "|</?th:block\\b|\\[#(?=\\s+th:)|\\[/]"); // what these may stand in

	/** What Thymeleaf gives a meaning. */
	private static final Pattern SPECIAL = Pattern
		.compile("(?i)\\bth:|\\bdata-th-|[$*#@~]\\{|\\[\\[|\\[\\(|\\[#|\\[/|<!--/\\*");

	private final String name;

	private final String content;

	private final Set<String> variables;

	TemplateCheck(String name, String content, Set<String> variables) {
		this.name = name;
		this.content = content;
		this.variables = variables;
	}

	/**
	 * @throws IllegalStateException if it uses anything else; the message names the line
	 */
	void run() {
		Set<String> items = new HashSet<>();
		Matcher loops = ALLOWED.matcher(this.content);
		while (loops.find()) {
			if (loops.group(3) != null) {
				items.add(loops.group(3));
			}
		}
		StringBuilder rest = new StringBuilder(this.content);
		Matcher allowed = ALLOWED.matcher(this.content);
		while (allowed.find()) {
			for (int group : new int[] { 1, 2, 4 }) {
				checkVariable(allowed, group, items);
			}
			for (int i = allowed.start(); i < allowed.end(); i++) {
				rest.setCharAt(i, (rest.charAt(i) == '\n') ? '\n' : ' ');
			}
		}
		Matcher special = SPECIAL.matcher(rest);
		if (special.find()) {
			throw new IllegalStateException(place(special.start())
					+ "only [[${name}]] and th:text, th:if, th:unless, th:each, th:lang and th:dir with ${name} may be used");
		}
	}

	private void checkVariable(Matcher found, int group, Set<String> items) {
		String variable = found.group(group);
		if (variable == null || this.variables.contains(variable)) {
			return;
		}
		Matcher form = VariablesOnly.FORM.matcher(variable);
		if (!form.matches() || !items.contains(form.group(1))) {
			throw new IllegalStateException(place(found.start(group)) + "there is no variable " + variable + ", only "
					+ this.variables.stream().sorted().toList());
		}
	}

	private String place(int offset) {
		return WordsFile.place(this.name,
				(int) this.content.substring(0, offset).chars().filter((it) -> it == '\n').count() + 1);
	}

}
