package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What becomes one line for the operator, and what keeps its stack trace. */
@Isolated("reads what is printed")
@ExtendWith(OutputCaptureExtension.class)
class StartFailureAnalyzerTest {

	private final StartFailureAnalyzer analyzer = new StartFailureAnalyzer();

	static List<RuntimeException> messages() {
		return List.of(new IllegalStateException("the admin key is too short"),
				new UncheckedIOException("the admin key is too short", new IOException("inner")));
	}

	@ParameterizedTest
	@MethodSource("messages")
	void analyzeWhenOurCodeSpeaksToTheOperatorThenReportsOneLine(RuntimeException ours, CapturedOutput output) {
		FailureAnalysis analysis = this.analyzer.analyze(new BeanCreationException("keys", ours));
		report(analysis);
		assertThat(output.getOut()).contains("Hellwall does not start: the admin key is too short")
			.doesNotContain("\tat ");
	}

	static List<RuntimeException> bugs() {
		return List.of(new NullPointerException("a bug of ours"), new ClassCastException("a bug of ours"),
				new IndexOutOfBoundsException("a bug of ours"), new ArithmeticException("a bug of ours"),
				new UnsupportedOperationException("a bug of ours"));
	}

	@ParameterizedTest
	@MethodSource("bugs")
	void analyzeWhenItIsABugThenKeepsTheTrace(RuntimeException bug, CapturedOutput output) {
		report(this.analyzer.analyze(new BeanCreationException("keys", new IllegalStateException("outer", bug))));
		assertThat(output.getOut()).contains("Hellwall does not start: this is a bug", "a bug of ours", "\tat ");
	}

	@Test
	void analyzeWhenArgumentIsWrongOutsideOfSettingsThenLeavesIt() {
		assertThat(this.analyzer
			.analyze(new BeanCreationException("keys", new IllegalArgumentException("must be positive")))).isNull();
		Throwable jdk = catchThrowable(() -> List.of().iterator().next());
		assertThat(StartFailureAnalyzer.isBug(jdk)).isTrue();
	}

	@Test
	void analyzeWhenSettingIsNotValidThenNamesIt(CapturedOutput output) {
		report(this.analyzer.analyze(bind(Strict.class)));
		assertThat(output.getOut()).contains("Hellwall does not start: test must be even").doesNotContain("\tat ");
	}

	@Test
	void analyzeWhenReadingASettingFailsByABugThenKeepsTheTrace(CapturedOutput output) {
		report(this.analyzer.analyze(bind(Broken.class)));
		assertThat(output.getOut()).contains("this is a bug", "NullPointerException", "\tat ");
	}

	/** Only this class of all is compiled for an older Java. */
	@Test
	void launcherWhenJavaIsOldThenItsClassCanBeRead() throws IOException {
		assertThat(Files.readAllBytes(Path.of("target/classes/io/hellwall/Launcher.class"))[7]).isEqualTo((byte) 61);
	}

	private static Throwable bind(Class<?> settings) {
		return catchThrowable(() -> new Binder(new MapConfigurationPropertySource(Map.of("test.number", "3")))
			.bind("test", settings));
	}

	private static void report(@Nullable FailureAnalysis analysis) {
		new OneLineReporter().report(Objects.requireNonNull(analysis));
	}

	record Strict(int number) {

		Strict {
			if (number % 2 == 1) {
				throw new IllegalArgumentException("must be even");
			}
		}

	}

	record Broken(int number) {

		Broken {
			Objects.requireNonNull(null);
		}

	}

}
