package io.hellwall;

import java.time.Duration;

import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From a password to a verified, renewed and ended session, over each protocol and
 * across.
 */
@ResourceLock(SharedService.CLOCK)
@EachStore
class JourneyTest {

	static TestService service;

	@Parameter
	TestStore store;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.on(store);
	}

	@Test
	void journeyWhenOverHttpThenVerifiesRenewsAndEnds() {
		String email = service.newAccount();
		String token = service.login(email, TestService.MAC, service.passcode(email, TestService.MAC)).text("token");
		Answer authorized = service.verify(token, TestService.MAC);
		assertThat(authorized.text("status")).isEqualTo("authorized");
		assertThat(authorized.text("email")).isEqualTo(email);
		service.clock().advance(Duration.ofHours(1));
		Answer renew = service.verify(token, TestService.MAC);
		assertThat(renew.text("status")).isEqualTo("renew");
		String successor = renew.text("token");
		assertThat(successor).startsWith("Awfer_hellwall_").isNotEqualTo(token);
		assertThat(service.verify(successor, TestService.MAC).text("status")).isEqualTo("authorized");
		assertThat(service.logout(successor, TestService.MAC).status()).isEqualTo(204);
		assertThat(service.verify(successor, TestService.MAC).problem()).isEqualTo("unauthorized");
	}

	@Test
	void journeyWhenOverTcpThenVerifiesAndRenews() {
		String email = service.newAccount();
		String mac = TestService.MAC;
		assertThat(service.pipe(service.passcodePort(),
				"require_passcode|" + mac + "|" + TestService.PASSWORD + "|None|" + email))
			.isEqualTo("Passcode is sent");
		String token = service.pipe(service.loginPort(),
				mac + "|" + email + "|None|" + TestService.PASSWORD + "|" + service.mailedPasscode(email));
		assertThat(token).matches("Awfer_hellwall_[0-9a-f]{64}");
		assertThat(service.pipe(service.requestPort(), token + "|" + mac + "|GET /orders")).isEqualTo("authorized");
		service.clock().advance(Duration.ofHours(1));
		String renew = service.pipe(service.requestPort(), token + "|" + mac + "|GET /orders|1|2");
		assertThat(renew).matches("renew\\|[0-9a-f]{64}");
		assertThat(service.pipe(service.requestPort(), renew.substring(6) + "|" + mac + "|GET /orders\n"))
			.isEqualTo("authorized\n");
	}

	@Test
	void journeyWhenProtocolsAlternateThenTheSessionIsTheSame() {
		String email = service.newAccount();
		String mac = TestService.MAC;
		String passcode = service.passcode(email, mac);
		String token = service
			.pipe(service.loginPort(),
					"AA-BB-CC-DD-EE-FF|" + email + "||" + TestService.PASSWORD + "|" + passcode + "\n")
			.strip();
		assertThat(service.verify(token, mac).text("status")).isEqualTo("authorized");
		service.clock().advance(Duration.ofHours(1));
		String successor = service.verify(token, mac).text("token");
		assertThat(service.pipe(service.requestPort(), token + "|" + mac + "|x\n").strip())
			.isEqualTo("renew|" + successor.replace("Awfer_hellwall_", ""));
		assertThat(service.logout(successor, mac).status()).isEqualTo(204);
		assertThat(service.pipe(service.requestPort(), successor + "|" + mac + "|x")).isEqualTo("unauthorized");
	}

}
