package io.hellwall.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.hellwall.SharedService;
import io.hellwall.Slow;
import io.hellwall.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the metrics with what the operators' page, the alerts and the dashboard say of
 * them. The page lists the values of all labels, so a service has no others.
 */
class MetricsDocTest {

	private static final Path PAGE = Path.of("src/docs/operate.md");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(hellwall_\\w+)` \\| (\\w+) \\| (.*?) \\| (.*) \\|$");

	private static final Pattern LABEL = Pattern.compile("`(\\w+)`(?:: ((?:`[\\w-]+`(?:, )?)+))?(?:; |$)");

	/** Their values belong to the program, not to the page. */
	private static final Set<String> OF_THE_BUILD = Set.of("version", "java");

	@Test
	void tableWhenComparedWithTheServiceThenNamesEachMetricWithAllItsLabels() throws IOException {
		Scrape scrape = Scrape.of(SharedService.on(TestStore.SQLITE));
		assertThat(new TreeSet<>(rows().stream().map((row) -> row.group(1)).toList()))
			.isEqualTo(new TreeSet<>(scrape.metrics()));
		for (MatchResult row : rows()) {
			String metric = row.group(1);
			assertThat(row.group(2)).as(metric).isEqualTo(scrape.types().get(metric));
			Map<String, Set<String>> labels = scrape.labels(metric);
			labels.replaceAll((label, values) -> OF_THE_BUILD.contains(label) ? Set.of() : values);
			assertThat(labels(row.group(3))).as(metric).isEqualTo(labels);
		}
	}

	@Test
	@Slow
	void tableWhenOnPostgresThenSaysWhatIsThereOnSqliteOnly() throws IOException {
		Set<String> metrics = rows().stream()
			.filter((row) -> !row.group(4).startsWith("SQLite:"))
			.map((row) -> row.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(new TreeSet<>(Scrape.of(SharedService.on(TestStore.POSTGRES)).metrics())).isEqualTo(metrics);
	}

	@ParameterizedTest
	@ValueSource(strings = { "hellwall-rules.yaml", "hellwall-dashboard.json" })
	void fileWhenItNamesASeriesThenTheServiceHasIt(String file) throws IOException {
		Set<String> names = Scrape.of(SharedService.on(TestStore.SQLITE))
			.values()
			.keySet()
			.stream()
			.map((series) -> series.replaceFirst("\\{.*", ""))
			.collect(Collectors.toSet());
		String text = Files.readString(Path.of("src/main/observability", file));
		assertThat(Pattern.compile("hellwall_\\w+").matcher(text).results().map(MatchResult::group)).isNotEmpty()
			.allSatisfy((name) -> assertThat(names).contains(name));
	}

	/** Each on each kind of store: what a scrape reads from the store works there. */
	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void scrapeWhenReadFromTheStoreThenEachValueIsKnown(TestStore store) {
		assertThat(Scrape.of(SharedService.on(store)).values())
			.allSatisfy((series, value) -> assertThat(value).as(series).isNotNaN());
	}

	private static List<MatchResult> rows() throws IOException {
		return ROW.matcher(Files.readString(PAGE)).results().toList();
	}

	private static Map<String, Set<String>> labels(String cell) {
		Map<String, Set<String>> labels = new TreeMap<>();
		LABEL.matcher(cell).results().forEach((label) -> {
			Set<String> values = new LinkedHashSet<>();
			if (label.group(2) != null) {
				Arrays.stream(label.group(2).split(", ", -1))
					.map((value) -> value.replace("`", ""))
					.forEach(values::add);
			}
			labels.put(label.group(1), values);
		});
		return labels;
	}

}
