package io.hellwall.guess;

import io.hellwall.device.Device;
import io.hellwall.device.Network;

/** Where guesses at an account come from. All guesses of one origin share a count. */
public sealed interface GuessOrigin {

	/** Matches the stored form of every {@link Stranger}, in an SQL {@code like}. */
	String ANY_STRANGER = "network %";

	/** Matches the stored form of every origin, likewise. */
	String ANY = "%";

	/** A device and network that the account logged in from. */
	record Known(Device device) implements GuessOrigin {
	}

	/** A network with all its devices, except those that are known. */
	record Stranger(Network network) implements GuessOrigin {
	}

	/** The strangers of all networks together. */
	record AllStrangers() implements GuessOrigin {
	}

	/** Whether the account logged in from there before. */
	default boolean known() {
		return this instanceof Known;
	}

	/** The form in the database. Older rows have it too, so it must never change. */
	default String stored() {
		return switch (this) {
			case Known(Device device) -> "place " + device.mac().value() + " " + device.network();
			case Stranger(Network network) -> "network " + network;
			case AllStrangers all -> "";
		};
	}

}
