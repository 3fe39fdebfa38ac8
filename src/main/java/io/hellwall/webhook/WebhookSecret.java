package io.hellwall.webhook;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

import io.hellwall.crypto.Hmac;

/**
 * What a webhook signs with, in the form of the Standard Webhooks specification:
 * {@code whsec_} and the Base64 of 32 random bytes.
 */
public final class WebhookSecret {

	private static final String PREFIX = "whsec_";

	private static final int LENGTH = 32;

	private final byte[] bytes;

	WebhookSecret(byte[] bytes) {
		this.bytes = bytes.clone();
	}

	static WebhookSecret random(SecureRandom random) {
		byte[] bytes = new byte[LENGTH];
		random.nextBytes(bytes);
		return new WebhookSecret(bytes);
	}

	byte[] bytes() {
		return this.bytes.clone();
	}

	/** For the one time that it is shown. */
	public String reveal() {
		return PREFIX + Base64.getEncoder().encodeToString(this.bytes);
	}

	/**
	 * The value of {@code webhook-signature}.
	 * @param id of the message, the same at each attempt
	 * @param at the time of this attempt; whole seconds of it are signed
	 */
	String signature(String id, Instant at, byte[] body) {
		byte[] head = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
		byte[] message = new byte[head.length + body.length];
		System.arraycopy(head, 0, message, 0, head.length);
		System.arraycopy(body, 0, message, head.length, body.length);
		return "v1," + Base64.getEncoder().encodeToString(Hmac.keyed(this.bytes).ofMessage(message));
	}

	@Override
	public String toString() {
		return "WebhookSecret[redacted]";
	}

}
