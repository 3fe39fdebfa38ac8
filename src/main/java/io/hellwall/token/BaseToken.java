package io.hellwall.token;

import java.util.Arrays;
import java.util.HexFormat;

/** The only secret a client holds: 32 bytes, written as 64 lower-case hex digits. */
public final class BaseToken {

	/** Given to nobody, since an HMAC is never all zeros. */
	static final BaseToken NOBODYS = new BaseToken(new byte[32]);

	private final byte[] bytes;

	BaseToken(byte[] bytes) {
		this.bytes = bytes;
	}

	byte[] bytes() {
		return this.bytes;
	}

	/** 64 lower-case hex digits, without the token prefix. */
	public String hex() {
		return HexFormat.of().formatHex(this.bytes);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof BaseToken token && Arrays.equals(this.bytes, token.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "BaseToken[redacted]";
	}

}
