package io.hellwall.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The static site behind nginx. */
class ExampleTest {

	private static final Path EXAMPLE = Path.of("src/examples/nginx");

	/** As {@code sub_filter} does it: the first place, in capitals or not. */
	@Test
	void pageWhenNginxWritesTheNameThenOnlyWhereItBelongs() throws IOException {
		Matcher filter = Pattern.compile("sub_filter (\\S+) \\$hellwall_user;")
			.matcher(Files.readString(EXAMPLE.resolve("nginx.conf")));
		assertThat(filter.find()).isTrue();
		String page = Files.readString(EXAMPLE.resolve("site/index.html"));
		assertThat(Pattern.compile(filter.group(1), Pattern.CASE_INSENSITIVE | Pattern.LITERAL)
			.matcher(page)
			.results()
			.map(MatchResult::group)).containsExactly(filter.group(1));
		assertThat(page).contains("You are " + filter.group(1) + ".");
	}

}
