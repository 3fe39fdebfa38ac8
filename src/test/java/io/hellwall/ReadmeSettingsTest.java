package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the table of settings in the README with the settings that the code reads, as
 * the compiler wrote them down.
 */
class ReadmeSettingsTest {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z].*) \\| (.*) \\| .* \\|$");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	/** Settings of Spring Boot that we name too. */
	private static final Pattern FOREIGN = Pattern
		.compile("server\\.port|management\\.server\\.port|spring\\.mail\\.\\*");

	@Test
	void tableWhenComparedWithTheCodeThenNamesEverySettingAndNoOther() {
		assertThat(table().keySet()).isEqualTo(metadata().keySet());
	}

	@Test
	void tableWhenASettingHasADefaultThenTellsIt() {
		Map<String, String> table = table();
		Map<String, String> metadata = metadata();
		metadata.values().removeIf(String::isEmpty);
		assertThat(metadata).hasSizeGreaterThan(30);
		table.keySet().retainAll(metadata.keySet());
		assertThat(table).isEqualTo(metadata);
	}

	/**
	 * Default of each setting in the table; a name such as {@code .password} stands
	 * beside its sibling.
	 */
	private static Map<String, String> table() {
		Map<String, String> table = new TreeMap<>();
		Matcher rows = ROW.matcher(settings());
		while (rows.find()) {
			List<String> names = codes(rows.group(1));
			List<String> defaults = codes(rows.group(2));
			for (int i = 0; i < names.size(); i++) {
				String first = names.getFirst();
				String name = names.get(i).startsWith(".") ? first.substring(0, first.lastIndexOf('.')) + names.get(i)
						: names.get(i);
				if (!FOREIGN.matcher(name).matches()) {
					table.put(name.replace(".<id>", ""), (i < defaults.size()) ? defaults.get(i) : "");
				}
			}
		}
		return table;
	}

	private static Map<String, String> metadata() {
		JsonNode properties = JsonMapper.builder()
			.build()
			.readTree(Path.of("target/classes/META-INF/spring-configuration-metadata.json"))
			.path("properties");
		Map<String, String> metadata = new TreeMap<>();
		for (JsonNode property : properties) {
			String name = property.path("name").asString();
			if (name.startsWith("hellwall.")) { // not what each endpoint of Actuator has
				metadata.put(name, property.path("defaultValue").asString(""));
			}
		}
		return metadata;
	}

	private static String settings() {
		try {
			String page = Files.readString(Path.of("README.md"));
			int begin = page.indexOf("\n## Settings\n");
			return page.substring(begin, page.indexOf("\n## ", begin + 1));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> codes(String cell) {
		List<String> codes = new ArrayList<>();
		Matcher matcher = CODE.matcher(cell);
		while (matcher.find()) {
			codes.add(matcher.group(1));
		}
		return codes;
	}

}
