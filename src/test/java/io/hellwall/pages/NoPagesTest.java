package io.hellwall.pages;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Without an address for browsers there are no pages but one. */
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class NoPagesTest {

	static TestService service;

	@BeforeAll
	static void start() {
		service = SharedService.on(TestStore.SQLITE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/signin", "/signin/passcode", "/signout", "/me", "/signin/password" })
	void anyPageWhenNoAddressIsSetThenIsAsUnknownAsAnyPath(String path) {
		Answer answer = service.get(path);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body()).isEqualTo(service.get("/nothing").body());
	}

	@Test
	void rootWhenNoAddressIsSetThenSaysWhatThisIs() {
		Answer answer = service.get("/", "Accept-Language", "es");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
		assertThat(answer.header("Strict-Transport-Security")).isEmpty();
		assertThat(answer.body()).contains("Esto es Hellwall", "/swagger-ui.html", "/v3/api-docs");
		assertThat(service.get("/style.css").header("Content-Type")).startsWith("text/css");
	}

}
