package io.hellwall.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many clients who ask at the same moment. */
public final class Crowd {

	public static final int SIZE = 50;

	private Crowd() {
	}

	/** What each of {@link #SIZE} clients was answered; each is told its number. */
	public static <T> List<T> ask(IntFunction<T> request) throws InterruptedException, ExecutionException {
		CyclicBarrier together = new CyclicBarrier(SIZE);
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<T>> futures = new ArrayList<>();
			for (int i = 0; i < SIZE; i++) {
				int number = i;
				futures.add(clients.submit(() -> {
					together.await();
					return request.apply(number);
				}));
			}
			List<T> answers = new ArrayList<>();
			for (Future<T> future : futures) {
				answers.add(future.get());
			}
			return answers;
		}
	}

}
