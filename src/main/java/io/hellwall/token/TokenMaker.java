package io.hellwall.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;

import io.hellwall.account.Account;
import io.hellwall.account.EmailAddress;
import io.hellwall.crypto.Hmac;
import io.hellwall.crypto.Keys;
import io.hellwall.crypto.Purpose;
import io.hellwall.device.Device;
import io.hellwall.device.Network;

/**
 * Makes base tokens and master tokens with one server key. A successor is a function of
 * the token before it: a client that lost it gets it again, and nothing that could be
 * replayed is stored.
 */
public class TokenMaker {

	private final Hmac base;

	private final Hmac master;

	private final Hmac renewal;

	private final SecureRandom random;

	TokenMaker(Keys keys, SecureRandom random) {
		this.base = keys.hmac(Purpose.BASE);
		this.master = keys.hmac(Purpose.MASTER);
		this.renewal = keys.hmac(Purpose.RENEWAL);
		this.random = random;
	}

	public BaseToken first(Account account, Device device) {
		byte[] salt = new byte[32];
		this.random.nextBytes(salt);
		return derive(salt, device, account.email(), account.credentialFingerprint());
	}

	/**
	 * The token that follows another one.
	 * @param generation how many tokens of the session came before it
	 */
	public BaseToken successor(BaseToken token, UUID session, int generation, Device device, EmailAddress email,
			byte[] fingerprint) {
		byte[] salt = this.renewal.of(token.bytes(), bytes(session), bytes(generation));
		return derive(salt, device, email, fingerprint);
	}

	/** The stored form of a token. Nobody can make the token from it. */
	public byte[] master(BaseToken token, Device device) {
		return this.master.of(token.bytes(), device.mac().bytes(), network(device));
	}

	private BaseToken derive(byte[] salt, Device device, EmailAddress email, byte[] fingerprint) {
		byte[] address = email.key().getBytes(StandardCharsets.US_ASCII);
		return new BaseToken(this.base.of(salt, device.mac().bytes(), network(device), address, fingerprint));
	}

	private static byte[] network(Device device) {
		return Network.only(device.address()).toString().getBytes(StandardCharsets.US_ASCII);
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
