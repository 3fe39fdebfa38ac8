package io.hellwall;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LogQueueTest {

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final org.slf4j.Logger logger = LoggerFactory.getLogger(LogQueueTest.class);

	private final AtomicInteger flushes = new AtomicInteger();

	private final Kept kept = new Kept();

	private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

	private final LogQueue queue = new LogQueue();

	@BeforeEach
	void start() {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.root.getLoggerContext());
		encoder.setPattern("%msg;");
		encoder.start();
		this.appender.setContext(this.root.getLoggerContext());
		this.appender.setEncoder(encoder);
		this.appender.setOutputStream(this.kept);
		this.appender.start();
		this.root.addAppender(this.appender);
		this.queue.start();
	}

	@AfterEach
	void stop() {
		this.queue.stop();
		this.root.detachAppender(this.appender);
	}

	@Test
	void fewLinesAreWrittenThoughNoneFollows() {
		log(0, 3);
		await().until(this.kept::flushed, lines(3)::equals);
		log(3, 4);
		await().until(this.kept::flushed, lines(4)::equals);
	}

	@Test
	void manyLinesAreWrittenTogetherAndInOrder() {
		log(0, 50_000);
		await().until(this.kept::flushed, lines(50_000)::equals);
		assertThat(this.flushes).hasValueLessThan(25_000);
	}

	@Test
	void stopWritesWhatWaitsAndFromThenOnAtOnce() {
		log(0, 5000);
		this.queue.stop();
		assertThat(this.kept.flushed()).isEqualTo(lines(5000));
		log(5000, 5001);
		assertThat(this.kept.flushed()).isEqualTo(lines(5001));
	}

	private void log(int from, int to) {
		IntStream.range(from, to).forEach((line) -> this.logger.warn("{}", line));
	}

	private static String lines(int count) {
		return IntStream.range(0, count).mapToObj((line) -> line + ";").collect(Collectors.joining());
	}

	/** Tells only what was flushed. */
	private final class Kept extends ByteArrayOutputStream {

		private String flushed = "";

		@Override
		public synchronized void flush() {
			LogQueueTest.this.flushes.incrementAndGet();
			this.flushed = toString(StandardCharsets.US_ASCII);
		}

		synchronized String flushed() {
			return this.flushed;
		}

	}

}
