package io.hellwall.chain;

import java.nio.file.Path;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hellwall.EachStore;
import io.hellwall.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.Parameter;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@Isolated("reads the log")
@EachStore
class ChainLogTest {

	@TempDir
	static Path folder;

	@Parameter
	TestStore store;

	private final Logger logger = (Logger) LoggerFactory.getLogger(Chain.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.log);
	}

	@Test
	void sealWhenAChainBeginsThenTellsOnlyOfEventsWithoutAStamp() {
		try (TestChain chain = new TestChain(this.store, folder)) {
			chain.add(3);
			chain.seal();
			assertThat(lines()).isEmpty();
			chain.sql.update("delete from audit_chain");
			chain.sql.update("update audit_event set seq = null, seal = null");
			chain.seal();
			assertThat(lines()).singleElement()
				.asString()
				.startsWith("An audit chain begins, and takes 3 events without a stamp");
		}
	}

	/** Without those of services that other tests left running. */
	private Iterable<String> lines() {
		return this.log.list.stream()
			.filter((it) -> it.getThreadName().equals(Thread.currentThread().getName()))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

}
