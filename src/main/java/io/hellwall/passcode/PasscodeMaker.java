package io.hellwall.passcode;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

import io.hellwall.crypto.Hmac;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Purpose;

import org.springframework.stereotype.Component;

/**
 * Makes passcodes and their stored form. Nobody can search that form for the passcode
 * without the server key, so the database may compare it.
 */
@Component
class PasscodeMaker {

	/** The HMAC under the active key comes first. */
	private final List<Hmac> hmacs;

	private final SecureRandom random;

	PasscodeMaker(KeyRing keys, SecureRandom random) {
		this.hmacs = keys.all().stream().map((it) -> it.hmac(Purpose.PASSCODE)).toList();
		this.random = random;
	}

	Passcode random(int length) {
		return Passcode.random(this.random, length);
	}

	/** The stored form of a new passcode. */
	byte[] stored(IssuedPasscode.Key key, Passcode passcode, byte... about) {
		return stored(this.hmacs.getFirst(), key, passcode, about);
	}

	/** The stored forms that the passcode may have, one for each server key. */
	Stream<byte[]> allStored(IssuedPasscode.Key key, Passcode passcode, byte... about) {
		return this.hmacs.stream().map((hmac) -> stored(hmac, key, passcode, about));
	}

	/**
	 * Passcodes for logins had no purpose once, and keep their form. All others name it,
	 * so that none is good for two purposes, wherever its row is copied to.
	 */
	private static byte[] stored(Hmac hmac, IssuedPasscode.Key key, Passcode passcode, byte[] about) {
		byte[] account = ascii(key.accountId().toString());
		return (key.purpose() == PasscodePurpose.LOGIN)
				? hmac.of(account, ascii(key.mac()), ascii(key.network()), passcode.bytes()) : hmac.of(account,
						ascii(key.mac()), ascii(key.network()), ascii(key.purpose().name()), about, passcode.bytes());
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
