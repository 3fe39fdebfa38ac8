package io.hellwall.account;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordRulesTest {

	private static final EmailAddress ALICE = EmailAddress.parse("alice.liddell@example.org");

	private final PasswordRules rules = new PasswordRules(new PasswordProperties(15, 19456, 2));

	@Test
	void tooShortWhenCharactersTakeManyBytesThenCountsCharacters() {
		assertThat(this.rules.tooShort(Password.parse("\ud83d\ude80".repeat(14)))).isTrue();
		assertThat(this.rules.tooShort(Password.parse("\ud83d\ude80".repeat(15)))).isFalse();
		assertThat(this.rules.tooShort(Password.parse("e\u0301".repeat(14)))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "passwordpassword", "aaaaaaaaaaaaaaaaaaaaaa", "123456789012345678",
			"abcdefghijklmnopqrstuvwxyz", "alice.liddell@example.org", "hellwallhellwall", "qwertyuiopasdfghjkl" })
	void tooCommonWhenGuessedFirstThenTrue(String text) {
		assertThat(this.rules.tooCommon(Password.parse(text), ALICE)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "correct horse battery staple", "quiet umbrella, seven gates",
			"\u5c71\u306e\u4e0a\u306b\u6708\u304c\u51fa\u308b\u306e\u3092\u898b\u305f\u3042\u306e\u591c\u306e\u3053\u3068" })
	void tooCommonWhenHardToGuessThenFalse(String text) {
		assertThat(this.rules.tooCommon(Password.parse(text), ALICE)).isFalse();
	}

	/** Work is counted in bytes allocated: time depends on the machine. */
	@ParameterizedTest
	@ValueSource(strings = { "4@8({[<369&#!/|0$5+7%2", "4@3!10$7", "aaaaaaaa", "19991231", "qwertzui", "password",
			"abcdefgh", "\ud83d\ude80", "x\ud83d\ude80" })
	void tooCommonWhenHostilePasswordThenJudgesItsStartOnly(String part) {
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
		this.rules.tooCommon(password, ALICE);
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

}
