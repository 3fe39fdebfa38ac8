package io.hellwall.limit;

import io.hellwall.limit.Decision.Refused;
import io.hellwall.metrics.Counts;

/** The buckets of one limit, which count what they refuse. */
record CountedBuckets(Limit limit, Buckets buckets, Counts<Limit> refusals) {

	Decision take(ClientNetwork network) {
		Decision decision = this.buckets.take(network);
		if (decision instanceof Refused) {
			this.refusals.add(this.limit);
		}
		return decision;
	}

	void giveBack(ClientNetwork network) {
		this.buckets.giveBack(network);
	}

}
