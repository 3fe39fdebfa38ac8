package io.hellwall;

import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Writes the log beside the requests that it is about. Each would else wait for the line
 * of the one before it, and all of them for a disk or a terminal that is slow. Nothing is
 * dropped: when the queue is full, they do wait. What a killed process had in it is lost.
 */
@Component
@Profile("!cli")
class LogQueue {

	private static final int LINES = 8192;

	private static final int FLUSH_MILLIS = 5000;

	/** Each goes on to one of those that Spring Boot set up. */
	private final List<AsyncAppender> queues = new ArrayList<>();

	@PostConstruct
	void start() {
		Logger root = root();
		List<Appender<ILoggingEvent>> all = new ArrayList<>();
		root.iteratorForAppenders().forEachRemaining(all::add);
		for (Appender<ILoggingEvent> appender : all) {
			if (appender instanceof OutputStreamAppender<ILoggingEvent>) {
				AsyncAppender queue = queue(root, appender);
				this.queues.add(queue);
				root.addAppender(queue);
				root.detachAppender(appender);
			}
		}
	}

	private static AsyncAppender queue(Logger root, Appender<ILoggingEvent> appender) {
		AsyncAppender queue = new AsyncAppender();
		queue.setContext(root.getLoggerContext());
		queue.setName("queue of " + appender.getName());
		queue.setQueueSize(LINES);
		queue.setDiscardingThreshold(0);
		queue.setMaxFlushTime(FLUSH_MILLIS);
		queue.addAppender(appender);
		queue.start();
		return queue;
	}

	/** Writes what is left, and lets the rest go the short way. */
	@PreDestroy
	void stop() {
		Logger root = root();
		for (AsyncAppender queue : this.queues) {
			List<Appender<ILoggingEvent>> behind = new ArrayList<>();
			queue.iteratorForAppenders().forEachRemaining(behind::add);
			root.detachAppender(queue);
			queue.stop(); // and what is behind it
			behind.forEach((appender) -> {
				appender.start();
				root.addAppender(appender);
			});
		}
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

}
