package io.hellwall.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is encrypted opens with a key of the ring, for its place, and if nobody changed
 * it.
 */
class BoxesTest {

	private static final byte[] SECRET = "a secret of a webhook".getBytes(StandardCharsets.US_ASCII);

	private static final String PLACE = "webhook 1";

	private final Boxes first = boxes(keys(1));

	@Test
	void openWhenNothingWasChangedThenGivesTheSecret() {
		byte[] box = this.first.close(SECRET, PLACE);
		assertThat(this.first.open(box, PLACE)).hasValue(SECRET);
		assertThat(this.first.close(SECRET, PLACE)).as("another nonce").isNotEqualTo(box);
		assertThat(new String(box, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
		assertThat(this.first.open(this.first.close(new byte[0], PLACE), PLACE)).hasValue(new byte[0]);
	}

	@Test
	void openWhenAnyBitWasChangedThenRefuses() {
		byte[] box = this.first.close(SECRET, PLACE);
		for (int i = 0; i < box.length * Byte.SIZE; i++) {
			byte[] changed = box.clone();
			changed[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
			assertThat(this.first.open(changed, PLACE)).isEmpty();
		}
		for (int length = 0; length < box.length; length++) {
			assertThat(this.first.open(Arrays.copyOf(box, length), PLACE)).isEmpty();
		}
		assertThat(this.first.open(box, "webhook 2")).isEmpty();
	}

	@Test
	void openWhenTheServerKeyIsExchangedThenOpensAsLongAsTheOldOneIsKnown() {
		byte[] box = this.first.close(SECRET, PLACE);
		Boxes both = boxes(keys(2), keys(1));
		assertThat(both.open(box, PLACE)).hasValue(SECRET);
		assertThat(both.isOfActiveKey(box, PLACE)).isFalse();
		assertThat(both.isOfActiveKey(both.close(SECRET, PLACE), PLACE)).isTrue();
		assertThat(boxes(keys(2)).open(box, PLACE)).isEmpty();
	}

	@Test
	void openWhenMadeForAnotherPurposeThenRefuses() {
		Boxes forms = new Boxes(new KeyRing(keys(1), List.of()), new SecureRandom(), Purpose.FORM);
		byte[] box = forms.close(SECRET, PLACE);
		assertThat(forms.open(box, PLACE)).hasValue(SECRET);
		assertThat(this.first.open(box, PLACE)).isEmpty();
		assertThat(forms.open(this.first.close(SECRET, PLACE), PLACE)).isEmpty();
	}

	private static Boxes boxes(Keys active, Keys... others) {
		return new Boxes(new KeyRing(active, List.of(others)), new SecureRandom());
	}

	private static Keys keys(int seed) {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) seed);
		return new Keys(key);
	}

}
