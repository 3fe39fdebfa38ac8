package io.hellwall.device;

/** What the headers of a request and the peer of its connection say of the client. */
public sealed interface Origin {

	/**
	 * The address that counts.
	 *
	 * @param client the client's
	 * @param reason why it is this one
	 */
	record Known(IpAddress client, Reason reason) implements Origin {

		/**
		 * Whether the client is itself a trusted proxy, which may name the client that it
		 * asks for.
		 */
		public boolean trusted() {
			return switch (this.reason) {
				case NOTHING_FORWARDED, PROXIES_ONLY -> true;
				case DIRECT, NOT_BELIEVED, FORWARDED -> false;
			};
		}

	}

	/** A trusted proxy forwarded what is no address, so nobody knows. */
	record Unreadable() implements Origin {
	}

	/** Why an address counts. */
	enum Reason {

		/** The peer is no trusted proxy and forwards nothing. */
		DIRECT,

		/** The peer is no trusted proxy, so what it forwards counts for nothing. */
		NOT_BELIEVED,

		/** The peer is a trusted proxy that forwards nothing. */
		NOTHING_FORWARDED,

		/** It is the right-most that is no trusted proxy's. */
		FORWARDED,

		/** All are trusted proxies', and it is the left-most. */
		PROXIES_ONLY

	}

}
