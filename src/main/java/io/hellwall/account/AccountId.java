package io.hellwall.account;

import java.nio.ByteBuffer;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;

/** The id of an account: random (RFC 9562 version 4), never used again, and no secret. */
public record AccountId(@JsonValue UUID value) {

	/**
	 * An id that no account has: a UUID of version 8 (RFC 9562 §5.8).
	 * @param hmac of what the id stands for; the first 16 bytes count, without the six
	 * bits that the version and the variant need
	 */
	static AccountId ofNobody(byte[] hmac) {
		ByteBuffer bytes = ByteBuffer.wrap(hmac);
		long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
		long low = (bytes.getLong() & ~(3L << 62)) | (2L << 62);
		return new AccountId(new UUID(high, low));
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
