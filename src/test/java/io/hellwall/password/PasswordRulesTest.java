package io.hellwall.password;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

import com.sun.management.ThreadMXBean;
import io.hellwall.password.PasswordFault.FromContext;
import io.hellwall.password.PasswordFault.TooCommon;
import io.hellwall.password.PasswordFault.TooShort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordRulesTest {

	private static final List<String> ALICE = List.of("alice.liddell@example.org", "alice.liddell");

	private final PasswordRules rules = new PasswordRules(new PasswordProperties(15, 19456, 2), "Blue Harbour");

	@Test
	void faultWhenCharactersTakeManyBytesThenCountsCharacters() {
		assertThat(fault("\ud83d\ude80".repeat(14))).contains(new TooShort(15));
		assertThat(fault("\ud83d\ude80".repeat(15))).isNotEqualTo(Optional.of(new TooShort(15)));
		assertThat(fault("e\u0301".repeat(14))).contains(new TooShort(15));
		assertThat(fault("\ufb01".repeat(8))).isNotEqualTo(Optional.of(new TooShort(15)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "passwordpassword", "aaaaaaaaaaaaaaaaaaaaaa", "123456789012345678",
			"abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjkl" })
	void faultWhenGuessedFirstThenTooCommon(String text) {
		assertThat(fault(text)).contains(new TooCommon());
	}

	@ParameterizedTest
	@ValueSource(strings = { "alice.liddell@example.org", "ALICE.LIDDELL@example.org", "alice.liddell1234",
			"Blue HarbourBlue Harbour" })
	void faultWhenMadeOfAddressOrServiceThenFromContext(String text) {
		assertThat(fault(text)).contains(new FromContext());
	}

	@ParameterizedTest
	@ValueSource(strings = { "correct horse battery staple", "quiet umbrella, seven gates",
			"\u5c71\u306e\u4e0a\u306b\u6708\u304c\u51fa\u308b\u306e\u3092\u898b\u305f\u3042\u306e\u591c\u306e\u3053\u3068" })
	void faultWhenHardToGuessThenNone(String text) {
		assertThat(fault(text)).isEmpty();
	}

	private Optional<PasswordFault> fault(String text) {
		return this.rules.fault(Password.parse(text), ALICE);
	}

	/** Work is counted in bytes allocated: time depends on the machine. */
	@ParameterizedTest
	@ValueSource(strings = { "4@8({[<369&#!/|0$5+7%2", "4@3!10$7", "aaaaaaaa", "19991231", "qwertzui", "password",
			"abcdefgh", "\ud83d\ude80", "x\ud83d\ude80" })
	void faultWhenHostilePasswordThenJudgesItsStartOnly(String part) {
		String text = part.repeat(128);
		String hostile = text.substring(0, text.offsetByCodePoints(0, 128));
		String start = hostile.substring(0, 63);
		assertThat(work(hostile)).isLessThan(3 * work(start));
	}

	private long work(String text) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		Password password = Password
			.parse(Character.isHighSurrogate(text.charAt(text.length() - 1)) ? text + "\ude80" : text);
		long before = threads.getCurrentThreadAllocatedBytes();
		this.rules.fault(password, ALICE);
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

}
