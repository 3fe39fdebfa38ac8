package io.hellwall.session;

import java.nio.file.Path;
import java.time.Duration;

import io.hellwall.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clock of the machine is set an hour forward or back: nobody is logged out, and
 * nothing that is over comes back.
 */
class ClockTest {

	private static final String MAC = TestService.MAC;

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration OVERLAP = Duration.ofSeconds(10);

	@TempDir
	static Path dataDir;

	static TestService service;

	private String email = "";

	@BeforeAll
	static void start() {
		service = TestService.start(dataDir);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@BeforeEach
	void createAccount() {
		this.email = service.newAccount();
	}

	@Test
	void verifyWhenAnHourForwardThenRenewsAndPasscodesEnd() {
		String token = token();
		service.clock().advance(Duration.ofMinutes(1));
		String passcode = service.passcode(this.email, MAC);
		service.clock().advance(HOUR);
		String successor = service.verify(token, MAC).text("token");
		assertAuthorized(successor);
		assertThat(service.login(this.email, MAC, passcode).status()).isEqualTo(401);
		assertAuthorized(token());
	}

	@Test
	void verifyWhenAnHourBackThenKeepsTokensAndPasscodesEnd() {
		String token = token();
		service.clock().advance(Duration.ofMinutes(1));
		String passcode = service.passcode(this.email, MAC);
		service.clock().advance(HOUR.negated());
		assertAuthorized(token);
		assertThat(service.login(this.email, MAC, passcode).status()).isEqualTo(401);
		assertAuthorized(token());
		assertAuthorized(service.renew(token, MAC).text("token"));
	}

	@Test
	void verifyWhenAnHourForwardAndBackThenGivesTheSameSuccessor() {
		String token = token();
		service.clock().advance(HOUR);
		String successor = service.verify(token, MAC).text("token");
		service.clock().advance(HOUR.negated());
		assertThat(service.verify(token, MAC).text("token")).isEqualTo(successor);
		assertAuthorized(successor);
		assertThat(service.verify(token, MAC).text("token")).isEqualTo(successor);
	}

	@Test
	void verifyWhenAnHourBackThenStillFindsTheCopyOfAToken() {
		String token = token();
		String successor = service.renew(token, MAC).text("token");
		assertAuthorized(successor);
		service.clock().advance(HOUR.negated());
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(service.verify(successor, MAC).status()).isEqualTo(401);
	}

	@Test
	void verifyWhenAFewSecondsBackThenIsNoReuse() {
		String token = token();
		String successor = service.renew(token, MAC).text("token");
		assertAuthorized(successor);
		service.clock().advance(OVERLAP.minusMillis(1).negated());
		assertThat(service.verify(token, MAC).text("token")).isEqualTo(successor);
		service.clock().advance(Duration.ofMillis(-1));
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
	}

	@Test
	void verifyWhenAnHourForwardOrBackThenRevokedStaysRevoked() {
		String token = token();
		service.logout(token, MAC);
		service.clock().advance(HOUR.negated());
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
		service.clock().advance(HOUR.multipliedBy(2));
		assertThat(service.verify(token, MAC).status()).isEqualTo(401);
	}

	private String token() {
		return service.login(this.email, MAC, service.passcode(this.email, MAC)).text("token");
	}

	private static void assertAuthorized(String token) {
		assertThat(service.verify(token, MAC).text("status")).isEqualTo("authorized");
	}

}
