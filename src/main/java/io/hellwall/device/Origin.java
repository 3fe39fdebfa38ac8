package io.hellwall.device;

/** The client of a request, found from the connection and X-Forwarded-For. */
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

	/** A trusted proxy forwarded a text that is no address, so the client is unknown. */
	record Unreadable() implements Origin {
	}

	/** Why an address counts. */
	enum Reason {

		/** The peer is no trusted proxy and forwards nothing. */
		DIRECT,

		/**
		 * The peer is no trusted proxy, so the addresses that it forwards are ignored.
		 */
		NOT_BELIEVED,

		/** The peer is a trusted proxy that forwards nothing. */
		NOTHING_FORWARDED,

		/** It is the right-most forwarded address that is not that of a trusted proxy. */
		FORWARDED,

		/** All forwarded addresses are trusted proxies, and it is the left-most. */
		PROXIES_ONLY

	}

}
