package io.hellwall.webhook;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Receivers check signatures with the libraries of standardwebhooks.com. */
class WebhookSecretTest {

	/** The example of the specification's own libraries. */
	@Test
	void signatureWhenOfTheExampleThenIsItsSignature() {
		WebhookSecret secret = new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
		assertThat(secret.signature("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330),
				"{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
			.isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
		assertThat(secret.reveal()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
	}

	@Test
	void randomWhenMadeTwiceThenDiffersAndTellsNothing() {
		WebhookSecret secret = WebhookSecret.random(new SecureRandom());
		assertThat(secret.reveal()).matches("whsec_[A-Za-z0-9+/]{43}=")
			.isNotEqualTo(WebhookSecret.random(new SecureRandom()).reveal());
		assertThat(secret.toString()).isEqualTo("WebhookSecret[redacted]");
	}

}
