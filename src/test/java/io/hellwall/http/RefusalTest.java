package io.hellwall.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTest {

	/**
	 * It says so by itself only while it starts or stops: nothing about logins is known.
	 */
	@Test
	void ofWhenTheContainerTakesNoRequestsThenSaysNothingAboutLogins() {
		Refusal refusal = Refusal.of(503);
		assertThat(refusal).isEqualTo(Refusal.STOPPING);
		assertThat(refusal.status().value()).isEqualTo(503);
		assertThat(refusal.headers()).containsKey("Retry-After");
	}

}
