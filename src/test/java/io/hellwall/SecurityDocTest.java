package io.hellwall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether the tests that SECURITY.md calls as witnesses are there. */
class SecurityDocTest {

	private static final Pattern WITNESS = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+\\.\\d+\\.\\d+[^|]*) \\| ([12]) \\| (.+) \\|$");

	private static Map<String, Class<?>> classes = Map.of();

	private static String page = "";

	@BeforeAll
	static void read() throws IOException {
		page = Files.readString(Path.of("src/docs/SECURITY.md"));
		Path tests = Path.of("src/test/java");
		try (Stream<Path> files = Files.walk(tests)) {
			classes = files.map((file) -> tests.relativize(file).toString())
				.filter((name) -> name.endsWith("Test.java"))
				.map((name) -> named(name.substring(0, name.length() - ".java".length()).replace('/', '.')))
				.collect(Collectors.toMap(Class::getSimpleName, (it) -> it));
		}
	}

	@Test
	void documentWhenItNamesATestThenThatTestExists() {
		List<MatchResult> witnesses = WITNESS.matcher(page).results().toList();
		assertThat(witnesses).hasSizeGreaterThan(50).allSatisfy((witness) -> {
			assertThat(classes).containsKey(witness.group(1));
			if (witness.group(2) != null) {
				assertThat(Arrays.stream(Objects.requireNonNull(classes.get(witness.group(1))).getDeclaredMethods())
					.filter((it) -> AnnotationSupport.isAnnotated(it, Testable.class))).as(witness.group())
					.anyMatch((it) -> it.getName().equals(witness.group(2)));
			}
		});
	}

	@Test
	void documentWhenItListsARequirementThenItNamesAWitnessOrAReason() {
		List<MatchResult> rows = ROW.matcher(page).results().toList();
		assertThat(rows).hasSize((int) page.lines().filter((line) -> line.matches("\\| \\d.*")).count())
			.hasSizeGreaterThan(50)
			.allSatisfy((row) -> assertThat(row.group(3).length()).isGreaterThan(10));
	}

	private static Class<?> named(String name) {
		try {
			return Class.forName(name, false, SecurityDocTest.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
