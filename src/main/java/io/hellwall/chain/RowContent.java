package io.hellwall.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a row of the audit says, and so all that its seal is made of.
 *
 * @param at milliseconds of the epoch
 */
public record RowContent(long id, long at, String event, @Nullable UUID account, @Nullable UUID session,
		@Nullable String mac, @Nullable String network, @Nullable String reason, @Nullable String by, long times) {

	private static final byte[] NONE = {};

	/**
	 * The content as fields of an HMAC, behind some others.
	 */
	byte[][] behind(byte[]... others) {
		byte[][] own = { bytes(this.id), bytes(this.at), bytes(this.event), bytes(this.account), bytes(this.session),
				bytes(this.mac), bytes(this.network), bytes(this.reason), bytes(this.by), bytes(this.times) };
		byte[][] all = new byte[others.length + own.length][];
		System.arraycopy(others, 0, all, 0, others.length);
		System.arraycopy(own, 0, all, others.length, own.length);
		return all;
	}

	static byte[] bytes(long number) {
		return ByteBuffer.allocate(Long.BYTES).putLong(0, number).array();
	}

	private static byte[] bytes(@Nullable UUID id) {
		return (id != null) ? ByteBuffer.allocate(2 * Long.BYTES)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.array() : NONE;
	}

	/** With a byte before the text, so that no text is not the same as an empty one. */
	private static byte[] bytes(@Nullable String text) {
		return (text != null) ? (' ' + text).getBytes(StandardCharsets.UTF_8) : NONE;
	}

}
