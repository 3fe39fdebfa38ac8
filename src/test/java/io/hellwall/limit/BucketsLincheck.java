package io.hellwall.limit;

import java.time.Duration;

import io.hellwall.TestClock;
import io.hellwall.limit.Decision.Allowed;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * What threads get from a bucket at once, they could have got one after the other. The
 * checker chooses which runs when; it calls only what is public. It takes its time, so CI
 * asks for it by name.
 */
public class BucketsLincheck {

	private static final ClientNetwork CLIENT = new ClientNetwork(1, 32);

	private final Buckets buckets = new Buckets(new Rate(3, Duration.ofMinutes(5)), 1000, new TestClock());

	/** How many are left; -1 if it was refused. */
	@Operation
	public long take() {
		return (this.buckets.take(CLIENT) instanceof Allowed allowed) ? allowed.quota().remaining() : -1;
	}

	@Operation
	public void giveBack() {
		this.buckets.giveBack(CLIENT);
	}

	@Test
	void takeWhenOthersTakeAndGiveBackThenLinearizable() {
		new ModelCheckingOptions().iterations(5).invocationsPerIteration(100).check(BucketsLincheck.class);
	}

}
