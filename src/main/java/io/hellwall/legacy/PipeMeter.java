package io.hellwall.legacy;

import java.util.function.Supplier;

import io.hellwall.metrics.CountTable;
import io.hellwall.metrics.Counts;
import io.hellwall.metrics.Labels;
import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Tags;

/** Counts connections of the pipe protocol, and what became of them. */
final class PipeMeter {

	private final CountTable<Port, Reply> replies;

	private final Counts<TurnedAway> turnedAway;

	/**
	 * @param open the number of clients that are connected
	 */
	PipeMeter(Meters meters, Supplier<Number> open) {
		this.replies = meters.counts("hellwall.tcp.requests", "Connections that were served, by the reply", Port.class,
				Reply.class);
		this.turnedAway = meters.counts("hellwall.tcp.refusals", "Connections that were closed at once",
				TurnedAway.class);
		meters.gauge("hellwall.tcp.connections", "Clients that are connected", Tags.empty(), open);
	}

	void replied(Port port, Reply reply) {
		this.replies.add(port, reply);
	}

	void turnedAway(TurnedAway reason) {
		this.turnedAway.add(reason);
	}

	/** What a port is for. */
	enum Port implements Labels {

		PASSCODE, LOGIN, REQUEST;

		@Override
		public Tags tags() {
			return Labels.of("port", this);
		}

	}

	/** What a client was told. */
	enum Reply implements Labels {

		GRANTED, REFUSED,

		/** Refused, because its network asked too often. */
		LIMITED,

		/** Refused, because a field is missing or wrong. */
		MALFORMED,

		/** Nothing: the service could not decide. */
		UNDECIDED,

		/** Nothing: no whole request came in time. */
		INCOMPLETE;

		@Override
		public Tags tags() {
			return Labels.of("reply", this);
		}

	}

	/** Why a connection was closed at once. */
	enum TurnedAway implements Labels {

		/** Too many clients are connected. */
		FULL,

		/** The network of the client has too many connections. */
		NETWORK;

		@Override
		public Tags tags() {
			return Labels.of("reason", this);
		}

	}

}
