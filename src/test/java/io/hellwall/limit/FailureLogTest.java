package io.hellwall.limit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.hellwall.TestClock;
import org.junit.jupiter.api.Test;
import org.mockito.MockMakers;
import org.mockito.Mockito;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

import static org.assertj.core.api.Assertions.assertThat;

class FailureLogTest {

	private final TestClock clock = new TestClock();

	private final List<String> lines = new ArrayList<>();

	private final FailureLog log = new FailureLog(logger(), "It failed", this.clock);

	@Test
	void logWhenOneOfAKindThenWithItsTrace() {
		this.log.log(failure("08006"));
		assertThat(this.lines).containsExactly("It failed, with its trace");
	}

	@Test
	void logWhenItGoesOnThenOneLineASecondWithTheNumber() {
		for (int i = 0; i < 1000; i++) {
			this.log.log(failure("08006"));
		}
		this.clock.advance(Duration.ofMillis(999));
		this.log.log(failure("08006"));
		assertThat(this.lines).hasSize(1);
		this.clock.advance(Duration.ofMillis(1));
		this.log.log(failure("08006"));
		this.log.log(failure("08006"));
		assertThat(this.lines).hasSize(2).last().isEqualTo("It failed, 1001 more times: the database is away");
		this.clock.advance(Duration.ofSeconds(1));
		this.log.log(failure("08006"));
		assertThat(this.lines).hasSize(3).last().isEqualTo("It failed, 2 more times: the database is away");
	}

	@Test
	void logWhenAnotherKindThenItHasATraceToo() {
		this.log.log(failure("08006"));
		this.log.log(failure("57014"));
		this.log.log(new IllegalStateException("no SQL"));
		this.log.log(failure("57014"));
		assertThat(this.lines).hasSize(3).containsOnly("It failed, with its trace");
	}

	@Test
	void logWhenNothingFailedForAMinuteThenWithItsTraceAgain() {
		this.log.log(failure("08006"));
		this.clock.advance(Duration.ofMillis(59_999));
		this.log.log(failure("08006"));
		this.clock.advance(Duration.ofMinutes(1));
		this.log.log(failure("08006"));
		assertThat(this.lines).containsExactly("It failed, with its trace",
				"It failed, 1 more times: the database is away", "It failed, with its trace");
	}

	private static Exception failure(String state) {
		return new IllegalStateException("around it", new SQLException("the database is away\nand more", state));
	}

	private Logger logger() {
		return Mockito.mock(Logger.class,
				Mockito.withSettings().mockMaker(MockMakers.SUBCLASS).stubOnly().defaultAnswer((call) -> {
					String format = call.getArgument(0);
					Object[] arguments = Stream.of(call.getArguments()).skip(1).toArray();
					boolean traced = arguments[arguments.length - 1] instanceof Throwable;
					this.lines
						.add(MessageFormatter.basicArrayFormat(format, arguments) + (traced ? ", with its trace" : ""));
					return null;
				}));
	}

}
