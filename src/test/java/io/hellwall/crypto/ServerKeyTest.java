package io.hellwall.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ServerKeyTest {

	private static final String HEX = "77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80";

	private static final byte[] KEY = HexFormat.of().parseHex(HEX);

	@Test
	void parseWhenHexOrBase64ThenReads() {
		assertThat(ServerKey.parse(HEX, "key")).isEqualTo(KEY);
		assertThat(ServerKey.parse(HEX.toUpperCase(Locale.ROOT), "key")).isEqualTo(KEY);
		assertThat(ServerKey.parse(Base64.getEncoder().encodeToString(KEY), "key")).isEqualTo(KEY);
		assertThat(ServerKey.parse(Base64.getEncoder().withoutPadding().encodeToString(KEY), "key")).isEqualTo(KEY);
	}

	static Stream<String> parseWhenNotValidThenRefuses() {
		return Stream.of("", "changeme", HEX.substring(2), HEX + "00", HEX.substring(1), " " + HEX, HEX + "\n",
				"0".repeat(64), "f".repeat(64), "deadbeef".repeat(8), "0123456789abcdef".repeat(4), HEX + "=",
				HexFormat.of().formatHex(counting(0)), HexFormat.of().formatHex(counting(1)), base64(counting(0)),
				base64(new byte[32]), base64("change-me-please-change-me-pleas"),
				Base64.getEncoder().encodeToString(new byte[16]), "correct horse battery staple, and so on and on");
	}

	@ParameterizedTest
	@MethodSource
	void parseWhenNotValidThenRefuses(String text) {
		assertThatIllegalStateException().isThrownBy(() -> ServerKey.parse(text, "hellwall.key"))
			.withMessageStartingWith("hellwall.key must be 32 random bytes")
			.withMessageNotContaining(text.isEmpty() ? "\n" : text)
			.withNoCause();
	}

	private static byte[] counting(int first) {
		byte[] key = new byte[32];
		for (int i = 0; i < key.length; i++) {
			key[i] = (byte) (first + i);
		}
		return key;
	}

	private static String base64(String text) {
		return base64(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

}
