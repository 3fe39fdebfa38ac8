package io.hellwall.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;

import io.hellwall.crypto.Hmac;
import io.hellwall.crypto.KeyFingerprint;
import io.hellwall.crypto.Keys;
import io.hellwall.crypto.Purpose;
import io.hellwall.device.MacAddress;

/**
 * Makes tokens, and what is stored of them, with one server key. A successor is a
 * function of the token before it: a client that lost it gets it again, and nothing that
 * could be replayed is stored.
 */
public class TokenMaker {

	private final KeyFingerprint serverKey;

	private final Hmac base;

	private final Hmac handle;

	private final Hmac master;

	private final Hmac renewal;

	private final SecureRandom random;

	TokenMaker(Keys keys, SecureRandom random) {
		this.serverKey = keys.fingerprint();
		this.base = keys.hmac(Purpose.BASE);
		this.handle = keys.hmac(Purpose.HANDLE);
		this.master = keys.hmac(Purpose.MASTER);
		this.renewal = keys.hmac(Purpose.RENEWAL);
		this.random = random;
	}

	/** The server key that it makes tokens with. */
	public KeyFingerprint serverKey() {
		return this.serverKey;
	}

	/** The first token of a session: random. */
	public BaseToken first(TokenSubject subject) {
		byte[] salt = new byte[32];
		this.random.nextBytes(salt);
		return derive(salt, subject);
	}

	/**
	 * The token that follows another one.
	 * @param generation how many tokens of the session came before it
	 * @param subject who holds the token before it
	 */
	public BaseToken successor(BaseToken token, UUID session, int generation, TokenSubject subject) {
		return derive(this.renewal.of(token.bytes(), bytes(session), bytes(generation)), subject);
	}

	/** What the row of a token is found by: 32 bytes. */
	public byte[] handle(BaseToken token) {
		return this.handle.of(token.bytes());
	}

	/**
	 * The proof in that row that a token is used where it may be: 32 bytes.
	 * @param binding stored form of what the token is bound to
	 */
	public byte[] master(BaseToken token, MacAddress mac, String binding) {
		return this.master.of(token.bytes(), mac.bytes(), ascii(binding));
	}

	private BaseToken derive(byte[] salt, TokenSubject subject) {
		return new BaseToken(this.base.of(salt, subject.mac().bytes(), ascii(subject.binding()),
				ascii(subject.email().key()), subject.credentialFingerprint()));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] bytes(UUID id) {
		return ByteBuffer.allocate(2 * Long.BYTES)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.array();
	}

	private static byte[] bytes(int number) {
		return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
	}

}
