package io.hellwall;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** The files of the package. CI installs it: {@code src/test/dist/run}. */
class PackageTest {

	private static final Path FOLDER = Path.of("src/main/dist");

	/** Such as {@code #hellwall:}, and not {@code # Settings of}. */
	private static final Pattern SETTING = Pattern.compile("(?m)^#(?! \\S)");

	@Test
	void settingsWhenUncommentedThenAllAreKnown() throws IOException {
		String settings = SETTING.matcher(Files.readString(FOLDER.resolve("hellwall.yaml"))).replaceAll("");
		List<PropertySource<?>> loaded = new YamlPropertySourceLoader().load("hellwall.yaml",
				new ByteArrayResource(settings.getBytes(StandardCharsets.UTF_8)));
		GenericApplicationContext context = new GenericApplicationContext();
		MutablePropertySources sources = context.getEnvironment().getPropertySources();
		loaded.forEach(sources::addFirst);
		assertThat(context.getEnvironment().getProperty("hellwall.tcp.enabled")).isEqualTo("false");
		assertThatCode(() -> new KnownSettings().initialize(context)).doesNotThrowAnyException();
	}

	@Test
	void settingsWhenInstalledThenNoneIsSet() throws IOException {
		assertThat(Files.readAllLines(FOLDER.resolve("hellwall.yaml")))
			.allMatch((line) -> line.isEmpty() || line.startsWith("#"));
	}

	/** With other ones the JVM would not use the cache, and not say so. */
	@Test
	void optionsWhenTheServiceStartsThenAreThoseOfTheTraining() throws IOException {
		List<String> options = Pattern.compile("-XX:\\+Use\\w+")
			.matcher(Files.readString(Path.of("src/main/aot/Service.java")))
			.results()
			.map(MatchResult::group)
			.toList();
		assertThat(options).hasSize(2);
		assertThat(Files.readString(FOLDER.resolve("hellwall"))).contains(options);
	}

}
