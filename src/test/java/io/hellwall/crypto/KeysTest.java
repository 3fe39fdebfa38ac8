package io.hellwall.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Keys and codes, against HMAC-SHA-256 alone. */
class KeysTest {

	private static final byte[] SERVER_KEY = HexFormat.of()
		.parseHex("77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80");

	@ParameterizedTest
	@EnumSource
	void hmacWhenComputedThenUsesTheKeyThatHkdfDerives(Purpose purpose) throws GeneralSecurityException {
		byte[] expected = mac(derivedKey(purpose), "\0\0\0\3abc\0\0\0\0\0\0\0\1d");
		assertThat(new Keys(SERVER_KEY).hmac(purpose).of(ascii("abc"), new byte[0], ascii("d"))).isEqualTo(expected);
	}

	/** RFC 4231, test case 2. */
	@Test
	void hmacWhenComputedByHandThenEqualsTheStandard() throws GeneralSecurityException {
		assertThat(HexFormat.of().formatHex(mac(ascii("Jefe"), "what do ya want for nothing?")))
			.isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	}

	@Test
	void hmacWhenFieldsReadTheSameInARowThenDiffers() {
		Hmac hmac = new Keys(SERVER_KEY).hmac(Purpose.BASE);
		assertThat(hmac.of(ascii("ab"), ascii("c"))).isNotEqualTo(hmac.of(ascii("a"), ascii("bc")))
			.isNotEqualTo(hmac.of(ascii("abc")))
			.isNotEqualTo(hmac.of(ascii("ab"), ascii("c"), new byte[0]))
			.isNotEqualTo(hmac.of(new byte[0], ascii("ab"), ascii("c")))
			.isNotEqualTo(hmac.of(ascii("ab\0\0\0\1c")))
			.isEqualTo(hmac.of(ascii("ab"), ascii("c")))
			.hasSize(32);
	}

	@Test
	void hmacWhenPurposesDifferThenDiffers() {
		Keys keys = new Keys(SERVER_KEY);
		Set<String> codes = new HashSet<>();
		for (Purpose purpose : Purpose.values()) {
			codes.add(HexFormat.of().formatHex(keys.hmac(purpose).of(ascii("same"))));
		}
		assertThat(codes).hasSize(Purpose.values().length);
	}

	@Test
	void hmacWhenServerKeysDifferThenDiffers() {
		byte[] other = Arrays.copyOf(SERVER_KEY, 32);
		other[31] ^= 1;
		assertThat(new Keys(other).hmac(Purpose.MASTER).of(ascii("same")))
			.isNotEqualTo(new Keys(SERVER_KEY).hmac(Purpose.MASTER).of(ascii("same")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 16, 31, 33, 64 })
	void newKeyWhenLengthIsWrongThenRefuses(int length) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Keys(new byte[length]));
	}

	/** RFC 5869: extract without a salt, then the first block of expand. */
	private static byte[] derivedKey(Purpose purpose) throws GeneralSecurityException {
		byte[] extracted = mac(new byte[32], new String(SERVER_KEY, StandardCharsets.ISO_8859_1));
		return mac(extracted, "hellwall/1/" + purpose.name().toLowerCase(Locale.ROOT) + "\1");
	}

	private static byte[] mac(byte[] key, String message) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(message.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
