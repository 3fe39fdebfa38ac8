package io.hellwall.oauth;

import java.util.List;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.client.NewClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** How a registered client ends the session of a token (RFC 7009). */
@ParameterizedClass
@ArgumentsSource(TestStore.Tested.class)
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class RevocationTest {

	private static final String MAC = TestService.MAC;

	@Parameter
	TestStore store;

	private TestService service;

	private NewClient client;

	@BeforeEach
	void start() {
		this.service = SharedService.on(this.store);
		this.client = TestClients.add(this.service, false, true);
	}

	@Test
	void revokeWhenTheTokenIsGoodThenItsSessionIsOver() {
		String token = this.service.newToken();
		String successor = this.service.renew(token, MAC).text("token");
		assertRevoked(successor);
		assertThat(this.service.verify(successor, MAC).status()).isEqualTo(401);
		assertThat(this.service.verify(token, MAC).status()).isEqualTo(401);
		assertThat(this.service.renew(token, MAC).status()).isEqualTo(401);
	}

	/** Whoever finds a token somewhere may not know how old it is. */
	@Test
	void revokeWhenTheTokenWasReplacedThenItsSessionIsOverToo() {
		String token = this.service.newToken();
		String successor = this.service.renew(token, MAC).text("token");
		assertThat(this.service.verify(successor, MAC).status()).isEqualTo(200);
		assertRevoked(token);
		assertThat(this.service.verify(successor, MAC).status()).isEqualTo(401);
	}

	@Test
	void revokeWhenThereIsNoSuchSessionThenAnswersTheSame() {
		String other = this.service.newToken();
		assertRevoked("0".repeat(64));
		assertRevoked("no token");
		String token = this.service.newToken();
		assertRevoked(token);
		assertRevoked(token);
		assertThat(this.service.verify(other, MAC).status()).isEqualTo(200);
	}

	@Test
	void revokeWhenDoneThenTheAuditNamesTheClientOnce() {
		String token = this.service.newToken();
		assertRevoked(token);
		assertRevoked(token);
		assertThat(new JdbcTemplate(this.service.context().getBean("credsDataSource", DataSource.class)).queryForList(
				"select event || ' ' || reason from audit_event where caused_by = ?", String.class,
				"client:" + this.client.client().id()))
			.isEqualTo(List.of("SESSION_ENDED REVOKED"));
	}

	/** It would go on working, and nobody must believe that it does not. */
	@Test
	void revokeWhenItIsAKeyThenSaysThatItIsNotDone() {
		for (String key : List.of(this.client.secret().text(), "hellwall_admin_" + "5d".repeat(32))) {
			Answer answer = TestClients.revoke(this.service, this.client, key);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.text("error")).isEqualTo("unsupported_token_type");
		}
	}

	@Test
	void revokeWhenTheClientMayNotThenTheSessionGoesOn() {
		String token = this.service.newToken();
		NewClient reader = TestClients.add(this.service, true, false);
		Answer answer = TestClients.revoke(this.service, reader, token);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.text("error")).isEqualTo("unauthorized_client");
		assertThat(this.service.verify(token, MAC).status()).isEqualTo(200);
	}

	private void assertRevoked(String token) {
		Answer answer = TestClients.revoke(this.service, this.client, token);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEmpty();
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
	}

}
