package io.hellwall.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.metrics.Edge;
import io.hellwall.session.Inspection.Expired;
import io.hellwall.session.Inspection.Good;
import io.hellwall.session.Inspection.StepUpRequired;
import io.hellwall.session.Inspection.Unauthorized;
import io.hellwall.token.TokenForm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ArgumentsSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody learns of a token who only looks at it, and that this leaves no trace.
 */
@ParameterizedClass
@ArgumentsSource(TestStore.Tested.class)
class InspectionTest {

	private static final String MAC = TestService.MAC;

	private static final String HOME = "127.0.0.1";

	private static final String AWAY = "127.0.1.1";

	private static final Duration TTL = Duration.ofHours(1);

	private static final Duration OVERLAP = Duration.ofSeconds(10);

	private static final Duration TICK = Duration.ofMillis(1);

	static TestService service;

	@Parameter
	TestStore store;

	private String token = "";

	private Instant opened = Instant.EPOCH;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store, "hellwall.trusted-proxies=127.0.0.1");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	@BeforeEach
	void logIn() {
		this.token = service.newToken();
		this.opened = service.clock().instant();
	}

	@ParameterizedTest
	@CsvSource({ "-1, Good", "0, Expired", "1, Expired" })
	void inspectWhenAroundExpiryThenExactToTheMillisecond(long millisAfter, String inspection) {
		service.clock().advance(TTL.plusMillis(millisAfter));
		assertThat(inspect(this.token).getClass().getSimpleName()).isEqualTo(inspection);
	}

	@Test
	void inspectWhenGoodThenTellsWhoseItIsAndWhenItWasMade() {
		Good first = (Good) inspect(this.token);
		assertThat(first.account().toString()).isEqualTo(service.verify(this.token, MAC).text("accountId"));
		assertThat(first.session().toString()).isEqualTo(service.verify(this.token, MAC).text("sessionId"));
		assertThat(first.expiresAt()).isEqualTo(this.opened.plus(TTL));
		assertThat(sessions().issuedAt(first)).contains(this.opened);
		service.clock().advance(Duration.ofMinutes(7));
		Good second = (Good) inspect(service.renew(this.token, MAC).text("token"));
		assertThat(second.session()).isEqualTo(first.session());
		assertThat(sessions().issuedAt(second)).contains(this.opened.plus(Duration.ofMinutes(7)));
	}

	/** Its requests may be under way. */
	@Test
	void inspectWhenReplacedThenGoodUntilTheSuccessorIsInUseForTenSeconds() {
		String successor = service.renew(this.token, MAC).text("token");
		service.clock().advance(Duration.ofMinutes(1));
		assertThat(inspect(this.token)).isInstanceOf(Good.class);
		service.verify(successor, MAC);
		service.clock().advance(OVERLAP.minus(TICK));
		assertThat(inspect(this.token)).isInstanceOf(Good.class);
		service.clock().advance(TICK);
		assertThat(inspect(this.token)).isInstanceOf(Unauthorized.class);
		assertThat(inspect(successor)).isInstanceOf(Good.class);
	}

	@Test
	void inspectWhenReplacedAndExpiredThenExpired() {
		service.clock().advance(TTL);
		String successor = service.verify(this.token, MAC).text("token");
		assertThat(inspect(this.token)).isInstanceOf(Expired.class);
		assertThat(inspect(successor)).isInstanceOf(Good.class);
	}

	@Test
	void inspectWhenElsewhereOrOverThenUnauthorized() {
		assertThat(inspect(this.token, "00:00:00:00:00:01", HOME)).isInstanceOf(Unauthorized.class);
		assertThat(inspect(this.token, MAC, AWAY)).isInstanceOf(Unauthorized.class);
		assertThat(inspect("0".repeat(64))).isInstanceOf(Unauthorized.class);
		service.logout(this.token, MAC);
		assertThat(inspect(this.token)).isInstanceOf(Unauthorized.class);
	}

	@Test
	void inspectWhenTheModeIsStepUpThenTellsSo() {
		String email = service.newAccount();
		new JdbcTemplate(data()).update("update account set binding = 'step-up' where email = ?", email);
		String bound = service.login(email, MAC, service.passcode(email, MAC)).text("token");
		assertThat(inspect(bound, MAC, AWAY)).isInstanceOf(StepUpRequired.class);
		assertThat(inspect(bound)).isInstanceOf(Good.class);
	}

	/** Neither use nor reuse nor a wrong place is written, not even later. */
	@Test
	void inspectWhenCalledInAnyStateThenChangesNoRow() {
		String used = service.newToken();
		service.verify(service.renew(used, MAC).text("token"), MAC);
		String replaced = service.newToken();
		String unused = service.renew(replaced, MAC).text("token");
		service.clock().advance(Duration.ofMinutes(30));
		assertUnchangedBy(used, replaced, unused, this.token);
		service.clock().advance(Duration.ofMinutes(30));
		assertUnchangedBy(used, replaced, unused, this.token);
		assertThat(service.verify(this.token, MAC).text("status")).isEqualTo("renew");
	}

	private void assertUnchangedBy(String... tokens) {
		// What other tests used would be stored in a minute.
		service.context().getBean(Sightings.class).store();
		List<List<Map<String, @Nullable Object>>> before = rows();
		for (String each : tokens) {
			inspect(each);
			inspect(each, "00:00:00:00:00:01", HOME);
			inspect(each, MAC, AWAY);
		}
		service.context().getBean(Sightings.class).store();
		assertThat(rows()).usingRecursiveComparison().isEqualTo(before);
	}

	private static List<List<Map<String, @Nullable Object>>> rows() {
		JdbcTemplate creds = new JdbcTemplate(data());
		return Stream
			.of("select * from master_token order by handle", "select * from session order by id",
					"select account_id from notice where kind = 'WRONG_PLACE' order by account_id",
					"select id from audit_event where event like 'TOKEN_%' order by id")
			.map(creds::queryForList)
			.toList();
	}

	private static Inspection inspect(String token) {
		return inspect(token, MAC, HOME);
	}

	private static Inspection inspect(String token, String mac, String address) {
		return sessions().inspect(service.context().getBean(TokenForm.class).parse(token),
				new Device(MacAddress.parse(mac), IpAddress.parse(address)), Edge.OAUTH);
	}

	private static Sessions sessions() {
		return service.context().getBean(Sessions.class);
	}

	private static DataSource data() {
		return service.context().getBean("credsDataSource", DataSource.class);
	}

}
