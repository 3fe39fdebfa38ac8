package io.hellwall.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that each do one thing after the other, as fast as they are answered, until
 * they are stopped. They keep their connections, for the next time.
 */
final class Load implements AutoCloseable {

	/** How many clients there are where each needs a thread. */
	static final int CLIENTS = 16;

	private final ExecutorService threads;

	private final List<Future<?>> runs = new ArrayList<>();

	private final LongAdder count = new LongAdder();

	private final long begin = System.nanoTime();

	private volatile boolean over;

	private Load(List<? extends Client> clients) {
		this.threads = Executors.newFixedThreadPool(clients.size());
		for (Client client : clients) {
			this.runs.add(this.threads.submit(() -> {
				while (!this.over) {
					this.count.add(client.next());
				}
				return null;
			}));
		}
	}

	static Load start(List<? extends Client> clients) {
		return new Load(clients);
	}

	/** Runs them for that long; returns how many things they did in a second. */
	static double perSecond(List<? extends Client> clients, Duration time) throws Exception {
		try (Load load = start(clients)) {
			return load.perSecond(time);
		}
	}

	/** Waits for that long, and for a moment before, in which all of them begin. */
	double perSecond(Duration time) throws InterruptedException, ExecutionException {
		pause(time.dividedBy(20));
		long before = count();
		long begin = System.nanoTime();
		pause(time);
		return (count() - before) * 1e9 / (System.nanoTime() - begin);
	}

	/** How many things they did. */
	long count() {
		return this.count.sum();
	}

	/** Waits, and fails if a client failed meanwhile. */
	void pause(Duration time) throws InterruptedException, ExecutionException {
		TimeUnit.NANOSECONDS.sleep(time.toNanos());
		check();
	}

	private void check() throws ExecutionException {
		for (Future<?> run : this.runs) {
			if (run.state() == Future.State.FAILED) {
				throw new ExecutionException(run.exceptionNow());
			}
		}
	}

	/** How long they have been running. */
	double seconds() {
		return (System.nanoTime() - this.begin) / 1e9;
	}

	/** Stops them, each after what it does just now. */
	@Override
	public void close() throws ExecutionException {
		this.over = true;
		this.threads.close();
		check();
	}

	/** Does one thing after the other. */
	interface Client extends AutoCloseable {

		/**
		 * Does the next thing, or those that can be done now. It fails if one was not
		 * done as it should be: a fast refusal is no speed.
		 * @return how many were done
		 */
		int next() throws Exception;

		@Override
		default void close() throws IOException {
		}

	}

}
