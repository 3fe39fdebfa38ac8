package io.hellwall.device;

import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MacAddressTest {

	@ParameterizedTest
	@ValueSource(strings = { "aa:bb:cc:0d:ee:f1", "AA:BB:CC:0D:EE:F1", "aa-bb-cc-0d-ee-f1", "AA-bb-CC-0d-EE-f1",
			"aabb.cc0d.eef1", "AABB.CC0D.EEF1", "aabbcc0deef1", "AABBCC0DEEF1" })
	void parseWhenAnyOfTheFormsThenSameAddress(String text) {
		MacAddress mac = MacAddress.parse(text);
		assertThat(mac.value()).isEqualTo("aa:bb:cc:0d:ee:f1");
		assertThat(mac.bytes()).isEqualTo(HexFormat.of().parseHex("aabbcc0deef1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "aa:bb:cc:dd:ee", "aa:bb:cc:dd:ee:ff:00", "aa:bb:cc:dd:ee:f", "a:b:c:d:e:f",
			"aa:bb:cc:dd:ee:gg", "aa:bb-cc:dd-ee:ff", "aa:bb:cc:dd:eeff", "aabb.ccdd.eef", "aabb:ccdd:eeff",
			"aabbcc.ddeeff", "aa.bb.cc.dd.ee.ff", " aa:bb:cc:dd:ee:ff", "aa:bb:cc:dd:ee:ff\n", "aa:bb:cc:dd:ee:ff\0",
			"aa:bb:cc:dd:ee:f\uff11", "aa:bb:cc:dd:ee:\u0661\u0662", "aa:bb:cc:dd:ee:ff ", "aa:bb:cc:dd:ee:\ud800",
			"aa:bb:cc:dd:ff:fe:ee:ff", "::::::", "0xaabbccddeeff" })
	void parseWhenAnythingElseThenRefusesWithoutEcho(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.parse(text))
			.withMessage("must be a hardware address such as aa:bb:cc:dd:ee:ff");
	}

	@Test
	void parseWhenVeryLongThenRefuses() {
		assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.parse("aa:".repeat(100_000)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "AA:BB:CC:DD:EE:FF", "aa-bb-cc-dd-ee-ff", "aabbccddeeff" })
	void newWhenNotNormalThenRefuses(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(text));
	}

	@Test
	void parseWhenGivenItsValueThenIsTheSameAddress() {
		Random random = new Random(7158);
		byte[] bytes = new byte[6];
		for (int i = 0; i < 1000; i++) {
			random.nextBytes(bytes);
			MacAddress mac = MacAddress.parse(HexFormat.of().formatHex(bytes));
			assertThat(mac.bytes()).isEqualTo(bytes);
			assertThat(MacAddress.parse(mac.value())).isEqualTo(mac);
		}
	}

}
