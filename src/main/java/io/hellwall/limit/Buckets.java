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
 * A bucket for each network, all of one rate. The window of a network begins with its
 * first request; at its end the bucket is full again.
 * <p>
 * Only a limited number is kept. Caffeine evicts by how often a key was seen (W-TinyLFU),
 * not by how long ago: a flood of addresses that come once pushes out its own buckets,
 * not the empty one of somebody who keeps knocking. Whose bucket is evicted or expires
 * gets a full one, so a flood locks nobody out.
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
		// A bucket that nobody touched for a window is full: as good as none. Evicting is
		// the caller's work, so that a flood cannot outrun it.
		this.buckets = Caffeine.newBuilder()
			.maximumSize(most)
			.expireAfterAccess(rate.window())
			.ticker(this.meter::currentTimeNanos)
			.executor(Runnable::run)
			.build();
	}

	/**
	 * Fills the cache by half, once: before that Caffeine does not count how often a key
	 * is seen, and the first flood would push out everybody. May run beside all else.
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

	/** How many are kept now. */
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
