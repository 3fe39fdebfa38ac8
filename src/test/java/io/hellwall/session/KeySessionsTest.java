package io.hellwall.session;

import java.util.Objects;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.audit.Actor;
import io.hellwall.crypto.KeyFingerprint;
import io.hellwall.crypto.KeyRing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Which sessions need a server key, and how they end with it. */
@EachStore
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class KeySessionsTest {

	/** A key that no other test has. */
	private static final KeyFingerprint OTHER = KeyFingerprint.parse("cafe0001");

	private static final String MAC = TestService.MAC;

	@Parameter
	TestStore store;

	private TestService service;

	private KeySessions sessions;

	private String token;

	@BeforeEach
	void logIn() {
		this.service = SharedService.on(this.store);
		this.sessions = this.service.context().getBean(KeySessions.class);
		String email = this.service.newAccount();
		this.token = this.service.login(email, MAC, this.service.passcode(email, MAC)).text("token");
	}

	@Test
	void endAllWhenTheCurrentTokenIsOfTheKeyThenEndsThatSessionAlone() {
		KeyFingerprint active = this.service.context().getBean(KeyRing.class).active().fingerprint();
		assertThat(this.sessions.count(active, false)).isPositive();
		assertThat(this.sessions.count(OTHER, false)).isZero();
		assertThat(this.sessions.endAll(OTHER, false, Actor.COMMAND_LINE)).isZero();
		mark(active.value(), OTHER.value());
		assertThat(this.sessions.count(OTHER, false)).isOne();
		assertThat(this.sessions.endAll(OTHER, false, Actor.COMMAND_LINE)).isOne();
		assertThat(this.sessions.count(OTHER, false)).isZero();
		assertThat(this.service.verify(this.token, MAC).status()).isEqualTo(401);
	}

	@Test
	void endAllWhenATokenTellsNoKeyThenEndsItsSessionIfThatIsWanted() {
		mark(this.service.context().getBean(KeyRing.class).active().fingerprint().value(), null);
		assertThat(this.sessions.endAll(OTHER, false, Actor.COMMAND_LINE)).isZero();
		assertThat(this.sessions.count(OTHER, true)).isOne();
		assertThat(this.sessions.endAll(OTHER, true, Actor.COMMAND_LINE)).isOne();
		assertThat(this.service.verify(this.token, MAC).status()).isEqualTo(401);
	}

	@Test
	void countWhenTheSessionWasRenewedThenItsOldTokenCountsNoMore() {
		mark(this.service.context().getBean(KeyRing.class).active().fingerprint().value(), OTHER.value());
		assertThat(this.sessions.count(OTHER, false)).isOne();
		assertThat(this.service.renew(this.token, MAC).status()).isEqualTo(200);
		assertThat(this.sessions.count(OTHER, false)).isZero();
	}

	private void mark(int before, @Nullable Integer after) {
		String session = this.service.verify(this.token, MAC).text("sessionId");
		String id = (this.store == TestStore.POSTGRES) ? "'" + session + "'" : "x'" + session.replace("-", "") + "'";
		assertThat(new JdbcTemplate(Objects.requireNonNull(this.service.context().getBean(DataSource.class)))
			.update("update master_token set server_key = " + after + " where session_id = " + id + " and server_key = "
					+ before))
			.isOne();
	}

}
