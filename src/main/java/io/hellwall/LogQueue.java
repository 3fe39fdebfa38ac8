package io.hellwall;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
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

	/** A line may be so late. */
	private static final int PAUSE_MILLIS = 5;

	/** Each goes on to one of those that Spring Boot set up. */
	private final List<AsyncAppender> queues = new ArrayList<>();

	@PostConstruct
	void start() {
		Logger root = root();
		List<Appender<ILoggingEvent>> all = new ArrayList<>();
		root.iteratorForAppenders().forEachRemaining(all::add);
		for (Appender<ILoggingEvent> appender : all) {
			if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
				AsyncAppender queue = queue(root, stream);
				this.queues.add(queue);
				root.addAppender(queue);
				root.detachAppender(appender);
			}
		}
	}

	private static AsyncAppender queue(Logger root, OutputStreamAppender<ILoggingEvent> appender) {
		AsyncAppender queue = new AsyncAppender();
		queue.setContext(root.getLoggerContext());
		queue.setName("queue of " + appender.getName());
		queue.setQueueSize(LINES);
		queue.setDiscardingThreshold(0);
		queue.setMaxFlushTime(FLUSH_MILLIS);
		queue.addAppender(new Writer(queue, appender));
		queue.start();
		return queue;
	}

	/** Writes what is left, and lets the rest go the short way. */
	@PreDestroy
	void stop() {
		Logger root = root();
		for (AsyncAppender queue : this.queues) {
			Writer writer = (Writer) queue.iteratorForAppenders().next();
			root.detachAppender(queue);
			queue.stop();
			root.addAppender(writer.target());
		}
		this.queues.clear();
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

	/**
	 * Writes what is behind the queue. After a line it looks away for a moment: to wake
	 * it up for each, and to write each alone, took a fifth of the time of a
	 * verification.
	 */
	private static final class Writer extends UnsynchronizedAppenderBase<ILoggingEvent> {

		private final AsyncAppender queue;

		private final OutputStreamAppender<ILoggingEvent> target;

		private long awake = System.nanoTime();

		Writer(AsyncAppender queue, OutputStreamAppender<ILoggingEvent> target) {
			this.queue = queue;
			this.target = target;
			setContext(queue.getContext());
			start();
		}

		@Override
		protected void append(ILoggingEvent event) {
			// What is kept back goes with the line that waits.
			this.target.setImmediateFlush(this.queue.getNumberOfElementsInQueue() == 0);
			this.target.doAppend(event);
			if (System.nanoTime() - this.awake >= TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
				pause();
				this.awake = System.nanoTime();
			}
		}

		private static void pause() {
			try {
				TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			}
			catch (InterruptedException ex) { // The queue ends, and wants the rest.
				Thread.currentThread().interrupt();
			}
		}

		/** What writes at once again, for there is no queue any more. */
		Appender<ILoggingEvent> target() {
			this.target.setImmediateFlush(true);
			try {
				this.target.getOutputStream().flush();
			}
			catch (IOException ex) {
				addError("The last lines of the log were not written", ex);
			}
			return this.target;
		}

	}

}
