package io.hellwall.client;

import java.security.SecureRandom;
import java.util.Optional;

import io.hellwall.crypto.RandomSecret;

/** The secret by which a client proves who it is, as the client has it. */
public final class ClientSecret extends RandomSecret {

	private static final String PREFIX = "hellwall_client_";

	private ClientSecret(SecureRandom random) {
		super(PREFIX, random);
	}

	private ClientSecret(String text) {
		super(PREFIX, text);
	}

	static ClientSecret random(SecureRandom random) {
		return new ClientSecret(random);
	}

	/** Empty if the text is no such secret. */
	public static Optional<ClientSecret> parse(String text) {
		return RandomSecret.parse(text, ClientSecret::new);
	}

}
