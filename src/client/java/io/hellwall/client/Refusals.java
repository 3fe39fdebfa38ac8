package io.hellwall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the generated client makes of a refusal. */
final class Refusals {

	private Refusals() {
	}

	static void assertRefused(Call call, int status, String problem) {
		assertThatExceptionOfType(ApiException.class).isThrownBy(call::make)
			.satisfies((refusal) -> assertThat(refusal.getCode()).isEqualTo(status))
			.satisfies((refusal) -> assertThat(refusal.getResponseBody())
				.contains("\"urn:hellwall:problem:" + problem + "\""));
	}

	/** A call of the client. */
	@FunctionalInterface
	interface Call {

		void make() throws Exception;

	}

}
