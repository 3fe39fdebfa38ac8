package io.hellwall.limit;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import io.hellwall.TestClock;
import io.hellwall.limit.Decision.Allowed;
import io.hellwall.limit.Decision.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a flood of distinct networks does, and many threads at once. */
class BucketsTest {

	private static final int MOST = 10_000;

	private static final ClientNetwork KNOCKER = new ClientNetwork(-1, 64);

	private final TestClock clock = new TestClock();

	private final Buckets buckets = new Buckets(new Rate(30, Duration.ofMinutes(5)), MOST, this.clock);

	@BeforeEach
	void countFromTheStart() {
		this.buckets.countFromTheStart();
	}

	@Test
	void takeWhenCountedFromTheStartThenForgetsNobody() {
		assertThat(this.buckets.size()).isZero();
	}

	@Test
	void takeWhenFloodedThenKeepsNoMoreThanTheMaximum() {
		for (int i = 0; i < 50 * MOST; i++) {
			this.buckets.take(new ClientNetwork(i, 32));
			assertThat(this.buckets.size()).isLessThanOrEqualTo(MOST);
		}
		assertThat(this.buckets.size()).isEqualTo(MOST);
	}

	@Test
	void takeWhenFloodedByManyThreadsThenKeepsNoMoreThanTheMaximum() {
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			for (int thread = 0; thread < 8; thread++) {
				threads.execute(() -> {
					for (int i = 0; i < 10 * MOST; i++) {
						this.buckets.take(new ClientNetwork(ThreadLocalRandom.current().nextLong(), 64));
					}
				});
			}
		}
		this.buckets.take(KNOCKER);
		assertThat(this.buckets.size()).isLessThanOrEqualTo(MOST);
	}

	@Test
	void takeWhenFloodedThenAnEmptyBucketStaysEmpty() {
		for (int i = 0; i < 31; i++) {
			this.buckets.take(KNOCKER);
		}
		for (int i = 0; i < 20 * MOST; i++) {
			this.buckets.take(new ClientNetwork(i, 32));
		}
		assertThat(this.buckets.take(KNOCKER)).isInstanceOf(Refused.class);
	}

	@Test
	void takeWhenFloodedThenNobodyIsLockedOut() {
		for (int i = 0; i < 20 * MOST; i++) {
			this.buckets.take(new ClientNetwork(i, 32));
		}
		assertThat(this.buckets.take(KNOCKER)).isInstanceOf(Allowed.class);
	}

	@Test
	void takeWhenUntouchedForAWindowThenTheBucketIsForgotten() {
		for (int i = 0; i < 100; i++) {
			this.buckets.take(new ClientNetwork(i, 32));
		}
		this.clock.advance(Duration.ofMinutes(5));
		this.buckets.take(KNOCKER);
		assertThat(this.buckets.size()).isEqualTo(1);
	}

	@Test
	void takeWhenManyThreadsShareABucketThenAllAreCounted() throws Exception {
		int threads = 64;
		int each = 2000;
		Buckets large = new Buckets(new Rate(threads * each / 2, Duration.ofMinutes(5)), MOST, this.clock);
		CyclicBarrier barrier = new CyclicBarrier(threads);
		Callable<Long> taker = () -> {
			barrier.await();
			return IntStream.range(0, each).filter((i) -> large.take(KNOCKER) instanceof Allowed).count();
		};
		long allowed = 0;
		try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
			for (Future<Long> taken : pool.invokeAll(Collections.nCopies(threads, taker))) {
				allowed += taken.get();
			}
		}
		assertThat(allowed).isEqualTo(threads * each / 2);
	}

}
