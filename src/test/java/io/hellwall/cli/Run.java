package io.hellwall.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.hellwall.Hellwall;
import io.hellwall.LogSetup;
import io.hellwall.TestService;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One run of a command in this JVM. Its log is not in what it wrote, so classes that run
 * at once do not see that of one another.
 *
 * @param status the exit status
 * @param out the result
 * @param err what is wrong
 */
record Run(int status, String out, String err) {

	/** With an application of its own. */
	static Run of(String... words) {
		return with((profiles) -> LogSetup.application(Hellwall.class)
			.web(WebApplicationType.NONE)
			.profiles(profiles)
			.run(words), words);
	}

	/** With the application of a service that runs: nothing is started. */
	static Run within(TestService service, String... words) {
		return with((profiles) -> {
			GenericApplicationContext context = new GenericApplicationContext(service.context());
			context.refresh();
			return context;
		}, words);
	}

	static Run with(Function<String[], ConfigurableApplicationContext> start, String... words) {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		int status = Commands.run(words, new PrintWriter(out, true), new PrintWriter(err, true), start);
		return new Run(status, out.toString(), err.toString());
	}

	/** What a command printed that succeeded. */
	List<String> lines() {
		assertThat(this.status).as(this.err).isZero();
		return this.out.lines().toList();
	}

	/** It ended with that status and said what to do, without a trace. */
	void assertRefused(int status, String message) {
		assertThat(this.status).as(this.out).isEqualTo(status);
		assertThat(this.err).contains(message).doesNotContain("\tat ");
	}

	static String[] concat(String[] words, String... more) {
		return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
	}

}
