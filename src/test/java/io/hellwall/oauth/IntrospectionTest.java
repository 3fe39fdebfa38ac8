package io.hellwall.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.client.NewClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a registered client learns of a token (RFC 7662). */
@ParameterizedClass
@ArgumentsSource(TestStore.Tested.class)
class IntrospectionTest {

	private static final String MAC = TestService.MAC;

	private static final String HOME = "127.0.0.1";

	private static final String INACTIVE = "{\"active\":false}";

	private static final Duration TTL = Duration.ofHours(1);

	static TestService service;

	static NewClient client;

	@Parameter
	TestStore store;

	private String email = "";

	private String token = "";

	private Instant opened = Instant.EPOCH;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.trusted-proxies=127.0.0.1");
		client = TestClients.add(service, true, false);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@BeforeEach
	void logIn() {
		this.email = service.newAccount();
		this.token = service.login(this.email, MAC, service.passcode(this.email, MAC)).text("token");
		this.opened = service.clock().instant();
	}

	@Test
	void introspectWhenTheTokenIsGoodThenTellsWhoseItIs() {
		Answer verified = service.verify(this.token, MAC);
		Answer answer = introspect(this.token, HOME);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.json().propertyNames()).containsExactly("active", "sub", "username", "token_type", "exp",
				"iat", "sid");
		assertThat(answer.json().path("active").asBoolean()).isTrue();
		assertThat(answer.text("sub")).isEqualTo(verified.text("accountId"));
		assertThat(answer.text("username")).isEqualTo(this.email);
		assertThat(answer.text("token_type")).isEqualTo("Bearer");
		assertThat(answer.text("sid")).isEqualTo(verified.text("sessionId"));
		assertThat(answer.json().path("exp").asLong()).isEqualTo(this.opened.plus(TTL).getEpochSecond());
		assertThat(answer.json().path("iat").asLong()).isEqualTo(this.opened.getEpochSecond());
	}

	@Test
	void introspectWhenTheTokenWasRenewedThenTellsWhenItWasMade() {
		service.clock().advance(Duration.ofMinutes(7));
		String successor = service.renew(this.token, MAC).text("token");
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(introspect(successor, HOME).json().path("iat").asLong())
			.isEqualTo(this.opened.plus(Duration.ofMinutes(7)).getEpochSecond());
	}

	/** With and without its prefix. The client may also stand in the body. */
	@Test
	void introspectWhenWrittenInAnotherWayThenTheSame() {
		String told = introspect(this.token, HOME).body();
		assertThat(introspect(this.token.replace("Awfer_hellwall_", ""), HOME).body()).isEqualTo(told);
		assertThat(TestClients.introspect(service, client, "token", this.token, "mac", "AA-BB-CC-DD-EE-FF").body())
			.isEqualTo(told);
		assertThat(service
			.postForm(OAuthPaths.INTROSPECT,
					TestClients.form("client_id", client.client().id().toString(), "client_secret",
							client.secret().text(), "token", this.token, "mac", MAC))
			.body()).isEqualTo(told);
		assertThat(TestClients
			.introspect(service, client, "more", "1", "token_type_hint", "refresh_token", "token", this.token, "mac",
					MAC, "more", "2")
			.body()).isEqualTo(told);
		String encoded = (client.client().id() + ":" + client.secret().text()).replace("e", "%65").replace("_", "%5f");
		assertThat(service
			.postForm(OAuthPaths.INTROSPECT + "?token=other", TestClients.form("token", this.token, "mac", MAC),
					TestClients.basic(encoded))
			.body()).isEqualTo(told);
	}

	@Test
	void introspectWhenAnythingIsWrongWithTheTokenThenTheSameBytes() {
		String ended = service.newToken();
		service.logout(ended, MAC);
		String adminKey = service.adminKey()[1].substring("Bearer ".length());
		List<Answer> answers = List.of(introspect(this.token, "127.0.1.1"), introspect(ended, HOME),
				introspect("0".repeat(64), HOME), introspect("no token", HOME), introspect(adminKey, HOME),
				introspect(client.secret().text(), HOME),
				TestClients.introspect(service, client, "token", this.token, "mac", "00:00:00:00:00:01"),
				TestClients.introspect(service, client, "token", this.token, "mac", "no device"));
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo(INACTIVE);
		});
		assertThat(introspect(this.token, HOME).json().path("active").asBoolean()).isTrue();
	}

	/** The resource server could not hand out the successor. */
	@Test
	void introspectWhenExpiredThenInactiveAndNothingIsRenewed() {
		service.clock().advance(TTL.minusMillis(1));
		assertThat(introspect(this.token, HOME).json().path("active").asBoolean()).isTrue();
		service.clock().advance(Duration.ofMillis(1));
		assertThat(introspect(this.token, HOME).body()).isEqualTo(INACTIVE);
		String successor = service.verify(this.token, MAC).text("token");
		assertThat(successor).isNotEmpty();
		assertThat(introspect(this.token, HOME).body()).isEqualTo(INACTIVE);
		assertThat(introspect(successor, HOME).json().path("active").asBoolean()).isTrue();
		// It is not marked as used, so the old token still leads to it.
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(service.verify(this.token, MAC).text("token")).isEqualTo(successor);
	}

	@Test
	void introspectWhenAReplacedTokenIsUsedAgainThenEndsNoSession() {
		String successor = service.renew(this.token, MAC).text("token");
		service.verify(successor, MAC);
		service.clock().advance(Duration.ofSeconds(10));
		assertThat(introspect(this.token, HOME).body()).isEqualTo(INACTIVE);
		assertThat(introspect(successor, HOME).json().path("active").asBoolean()).isTrue();
	}

	private static Answer introspect(String token, String address) {
		return TestClients.introspect(service, client, "token", token, "mac", MAC, "ip", address);
	}

}
