package io.hellwall.sqlite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class TurnsTest {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final Turns turns = new Turns();

	@Test
	void endWhenSeveralWaitThenServesThemInOrder() throws Exception {
		assertThat(this.turns.take(LONG)).isTrue();
		List<Integer> order = Collections.synchronizedList(new ArrayList<>());
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			int number = i;
			Thread thread = Thread.ofVirtual().start(() -> {
				take();
				order.add(number);
				this.turns.end();
			});
			await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
			threads.add(thread);
		}
		this.turns.end();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(order).containsExactly(0, 1, 2, 3, 4);
	}

	@Test
	void handOverWhenNobodyWaitsThenTheCallerKeepsTheTurn() throws Exception {
		assertThat(this.turns.take(LONG)).isTrue();
		assertThat(this.turns.handOver()).isFalse();
		assertThat(this.turns.take(Duration.ZERO)).isFalse();
		assertThat(this.turns.handOver()).isFalse(); // who gave up does not wait any more
		this.turns.end();
		assertThat(this.turns.take(Duration.ZERO)).isTrue();
	}

	/** Lost, it would leave a group that nobody commits. */
	@Test
	void takeWhenInterruptedJustAsTheTurnComesThenItIsNotLost() throws Exception {
		for (int i = 0; i < 2000; i++) {
			assertThat(this.turns.take(LONG)).isTrue();
			CyclicBarrier start = new CyclicBarrier(2);
			Thread waiting = Thread.ofVirtual().start(() -> {
				meet(start);
				if (take()) {
					this.turns.end();
				}
			});
			Thread interrupting = Thread.ofVirtual().unstarted(waiting::interrupt);
			meet(start);
			interrupting.start();
			this.turns.end();
			waiting.join();
			interrupting.join();
			assertThat(this.turns.take(Duration.ZERO)).isTrue();
			this.turns.end();
		}
	}

	private boolean take() {
		try {
			return this.turns.take(LONG);
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
