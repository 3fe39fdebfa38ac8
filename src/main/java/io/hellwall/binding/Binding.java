package io.hellwall.binding;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Network;

/**
 * What one token is bound to. It is stored with the token and holds until the next one,
 * so that nobody is logged out when settings change.
 *
 * @param mode the mode in force when the token was made
 * @param networks the networks that the token may be used from; where the mode binds
 * nothing, the one that it was given to
 */
public record Binding(BindingMode mode, List<Network> networks) {

	/** Reads what {@link #toString()} wrote. */
	public static Binding parse(String stored) {
		int blank = stored.indexOf(' ');
		return new Binding(BindingMode.parse(stored.substring(0, blank)),
				Stream.of(stored.substring(blank + 1).split(",")).map(Network::of).toList());
	}

	/** Whether the address lies in one of the networks, in whatever mode. */
	public boolean contains(IpAddress client) {
		return this.networks.stream().anyMatch((network) -> network.contains(client));
	}

	/**
	 * The stored form, such as {@code prefix 192.0.2.0/24}. Tokens are made from it, so
	 * it must never change.
	 */
	@Override
	public String toString() {
		return this.mode + " " + place();
	}

	/** The networks, with commas between them. */
	public String place() {
		return (this.networks.size() == 1) ? this.networks.getFirst().toString()
				: this.networks.stream().map(Network::toString).collect(Collectors.joining(","));
	}

}
