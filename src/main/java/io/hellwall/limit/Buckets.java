package io.hellwall.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.hellwall.limit.Decision.Allowed;
import io.hellwall.limit.Decision.Refused;

/**
 * A token bucket for each network, all with the same rate. The window of a network begins
 * with its first request. At the end of the window the bucket is full again.
 * <p>
 * The number of buckets is limited. Caffeine evicts the networks that are seen least
 * often (W-TinyLFU), not those that were seen longest ago. So a flood of addresses that
 * come once evicts its own buckets, and a network that sends requests all the time keeps
 * its empty bucket. A network whose bucket was evicted gets a full one, so a flood locks
 * nobody out.
 */
final class Buckets {

	private static final long NANOS = Duration.ofSeconds(1).toNanos();

	private final Rate rate;

	private final int most;

	private final Bandwidth bandwidth;

	private final TimeMeter meter;

	private final Cache<ClientNetwork, Bucket> buckets;

	Buckets(Rate rate, int most, InstantSource time) {
		this.rate = rate;
		this.most = most;
		this.bandwidth = Bandwidth.builder()
			.capacity(rate.count())
			.refillIntervally(rate.count(), rate.window())
			.build();
		this.meter = new InjectedTime(time);
		// A bucket that was not used for a window is full again and can go. The caller's
		// thread evicts, so that a flood cannot be faster than the eviction.
		this.buckets = Caffeine.newBuilder()
			.maximumSize(most)
			.expireAfterAccess(rate.window())
			.ticker(this.meter::currentTimeNanos)
			.executor(Runnable::run)
			.build();
	}

	/**
	 * Fills the cache by half, once. Before that, Caffeine does not count how often a key
	 * is seen, and the first flood would evict all networks. Other threads may use the
	 * buckets meanwhile.
	 */
	void countFromTheStart() {
		Bucket any = full();
		List<ClientNetwork> nobody = IntStream.rangeClosed(0, this.most / 2)
			.mapToObj((i) -> new ClientNetwork(i, 0))
			.toList();
		nobody.forEach((network) -> this.buckets.put(network, any));
		this.buckets.invalidateAll(nobody);
	}

	/** Takes one from the bucket of that network. */
	Decision take(ClientNetwork network) {
		ConsumptionProbe probe = this.buckets.get(network, (first) -> full()).tryConsumeAndReturnRemaining(1);
		Quota quota = new Quota(this.rate.count(), this.rate.window(), probe.getRemainingTokens(),
				Duration.ofNanos(probe.getNanosToWaitForReset()));
		return probe.isConsumed() ? new Allowed(quota)
				: new Refused(Duration.ofNanos(probe.getNanosToWaitForRefill()), quota);
	}

	/** Gives a token back after a request was refused for another reason. */
	void giveBack(ClientNetwork network) {
		Bucket bucket = this.buckets.getIfPresent(network);
		if (bucket != null) {
			bucket.addTokens(1);
		}
	}

	private Bucket full() {
		return Bucket.builder().addLimit(this.bandwidth).withCustomTimePrecision(this.meter).build();
	}

	/** The number of networks that are remembered now. */
	long size() {
		return this.buckets.estimatedSize();
	}

	private record InjectedTime(InstantSource time) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			Instant now = this.time.instant();
			return now.getEpochSecond() * NANOS + now.getNano();
		}

		@Override
		public boolean isWallClockBased() {
			return true;
		}

	}

}
