package io.hellwall.token;

import java.time.Duration;

/** The form of tokens by default, for tests without a service. */
public final class TestForm {

	private TestForm() {
	}

	public static TokenForm byDefault() {
		return new TokenForm(new TokenProperties("Awfer_hellwall_", Duration.ofHours(1), Duration.ofSeconds(10),
				Duration.ofHours(24)));
	}

}
