package io.hellwall.binding;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Network;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of a client's address its tokens are bound to.
 *
 * @param network {@code strict}: the exact address
 */
@ConfigurationProperties("hellwall.binding")
public record NetworkBinding(@DefaultValue("strict") Mode network) {

	/** The part of a client's address that its tokens are bound to. */
	public Network scope(IpAddress client) {
		return switch (this.network) {
			case STRICT -> Network.only(client);
		};
	}

	/** The part of the address that counts. */
	public enum Mode {

		/** All of it: /32 or /128. */
		STRICT

	}

}
