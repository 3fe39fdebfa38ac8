package io.hellwall.token;

import io.hellwall.device.MacAddress;

/**
 * What is stored of a new token.
 *
 * @param handle what it is found by
 * @param master the proof that it is used where it may be
 * @param binding stored form of what it is bound to
 * @param serverKey fingerprint of the server key that it is made with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TokenKeys(byte[] handle, byte[] master, String binding, int serverKey) {

	public static TokenKeys of(TokenMaker maker, BaseToken token, MacAddress mac, String binding) {
		return new TokenKeys(maker.handle(token), maker.master(token, mac, binding), binding,
				maker.serverKey().value());
	}

}
