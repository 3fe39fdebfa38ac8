package io.hellwall.adminkey;

import java.security.SecureRandom;
import java.util.Optional;

import io.hellwall.crypto.RandomSecret;

/** An admin key as its holder has it. */
public final class AdminKeySecret extends RandomSecret {

	private static final String PREFIX = "hellwall_admin_";

	private AdminKeySecret(SecureRandom random) {
		super(PREFIX, random);
	}

	private AdminKeySecret(String text) {
		super(PREFIX, text);
	}

	static AdminKeySecret random(SecureRandom random) {
		return new AdminKeySecret(random);
	}

	/** Empty if the text is no such key. */
	public static Optional<AdminKeySecret> parse(String text) {
		return RandomSecret.parse(text, AdminKeySecret::new);
	}

}
