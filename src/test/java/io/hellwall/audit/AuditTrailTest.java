package io.hellwall.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.chain.Chain;
import io.hellwall.chain.ChainSealer;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an administrator can ask the audit. */
@EachStore
class AuditTrailTest {

	private static final String MAC = TestService.MAC;

	private static final Device DEVICE = new Device(MacAddress.parse(MAC), IpAddress.parse("192.0.2.1"));

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@TempDir
	static Path dataDir;

	static TestService service;

	@Parameter
	TestStore store;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = TestService.start(dataDir, store, "hellwall.audit.refusals-per-day=3");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		service.close();
	}

	@Test
	void auditWhenSomebodyLoggedInThenTellsWhoWhatWhenAndWhere() {
		String email = service.newAccount();
		Instant now = service.clock().instant();
		service.login(email, MAC, service.passcode(email, MAC));
		String account = account(email).toString();
		seal();
		JsonNode events = get("?account=" + account).json().path("events");
		assertThat(events.valueStream().map((it) -> it.path("event").asString())).containsExactly("authn_login_success",
				"authn_token_created", "user_created");
		JsonNode login = events.path(0);
		assertThat(login.path("type").asString()).isEqualTo("LOGIN_GRANTED");
		assertThat(login.path("outcome").asString()).isEqualTo("success");
		assertThat(login.path("accountId").asString()).isEqualTo(account);
		assertThat(login.path("mac").asString()).isEqualTo(MAC);
		assertThat(login.path("network").asString()).isEqualTo("127.0.0.1/32");
		assertThat(login.path("at").asString()).isEqualTo(now.toString());
		assertThat(login.path("seq").asLong()).isPositive();
		assertThat(login.path("sessionId").asString()).isNotEmpty();
		assertThat(events.path(2).has("mac")).isFalse();
	}

	@Test
	void auditWhenSomebodyElseCausedItThenSaysWho() {
		UUID account = UUID.randomUUID();
		audit().append(Entry.of(Event.BINDING_CHANGED).account(account).by(Actor.admin("helpdesk")));
		assertThat(get("?account=" + account).json().at("/events/0/by").asString()).isEqualTo("admin:helpdesk");
	}

	@Test
	void auditWhenFilteredThenGivesNothingElse() {
		UUID account = UUID.randomUUID();
		Instant first = service.clock().instant();
		append(Event.LOGIN_GRANTED, account);
		append(Event.SESSION_ENDED, account);
		service.clock().advance(Duration.ofMinutes(1));
		append(Event.TOKEN_REUSED, account);
		append(Event.LOGIN_GRANTED, UUID.randomUUID());
		Instant second = service.clock().instant();
		String of = "?account=" + account;
		assertThat(types(of)).containsExactly("TOKEN_REUSED", "SESSION_ENDED", "LOGIN_GRANTED");
		assertThat(types(of + "&event=authn_login_success")).containsExactly("LOGIN_GRANTED");
		assertThat(types(of + "&event=TOKEN_REUSED,session_expired")).containsExactly("TOKEN_REUSED", "SESSION_ENDED");
		assertThat(types(of + "&event=TOKEN_REUSED&event=session_expired")).hasSize(2);
		assertThat(types(of + "&outcome=failure")).containsExactly("TOKEN_REUSED");
		assertThat(types(of + "&event=TOKEN_REUSED&outcome=success")).isEmpty();
		assertThat(types(of + "&from=" + second)).containsExactly("TOKEN_REUSED");
		assertThat(types(of + "&to=" + second)).containsExactly("SESSION_ENDED", "LOGIN_GRANTED");
		assertThat(types(of + "&from=" + first + "&to=" + first)).isEmpty();
		assertThat(types(of + "&from=-999999999-01-01T00:00:00Z&to=%2B999999999-01-01T00:00:00Z")).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "account=1", "event=nothing", "event=login_granted", "event=AUTHORIZED", "outcome=maybe",
			"from=today", "to=2026-11-22", "cursor=1", "cursor=AAAA", "cursor=%00" })
	void auditWhenAParameterIsWrongThenNamesIt(String query) {
		for (String path : List.of("", "/export")) {
			if (!path.isEmpty() && query.startsWith("cursor")) {
				continue; // it has none
			}
			Answer answer = get(path + "?" + query);
			assertThat(answer.status()).as(query).isEqualTo(400);
			assertThat(answer.problem()).isEqualTo("invalid-request");
			assertThat(answer.text("detail")).startsWith(query.substring(0, query.indexOf('=')) + " must be ")
				.doesNotContain("nothing", "maybe", "today", "AAAA");
		}
	}

	@Test
	void auditWhenThereIsNoKeyThenUnauthorized() {
		assertThat(service.get("/admin/audit").status()).isEqualTo(401);
		assertThat(service.get("/admin/audit/export").status()).isEqualTo(401);
	}

	/** Many at one instant, as the order of those is decided by their ids. */
	@Test
	void auditWhenThereAreManyPagesThenGivesEachEventOnce() {
		UUID account = UUID.randomUUID();
		for (int i = 0; i < 250; i++) {
			append(Event.LOGIN_GRANTED, account);
			if (i % 100 == 0) {
				service.clock().advance(Duration.ofMillis(1));
			}
		}
		List<String> ids = new ArrayList<>();
		List<Integer> sizes = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = get("?account=" + account + cursor).json();
			page.path("events").forEach((it) -> ids.add(it.path("eventId").asString()));
			sizes.add(page.path("events").size());
			if (sizes.size() == 1) {
				append(Event.LOGIN_GRANTED, account); // belongs on the first page
			}
			cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
		}
		while (!cursor.isEmpty());
		assertThat(sizes).containsExactly(100, 100, 50);
		assertThat(ids).doesNotHaveDuplicates();
		assertThat(ids.stream().map(Long::valueOf)).isSortedAccordingTo((one, other) -> Long.compare(other, one));
	}

	@Test
	void exportWhenThereAreThousandsThenGivesEachAsALineTheOldestFirst() throws Exception {
		UUID account = UUID.randomUUID();
		for (int i = 0; i < 1203; i++) {
			append(Event.LOGIN_GRANTED, account);
		}
		Answer answer = get("/export?account=" + account);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
		List<Long> ids = answer.body().lines().map((line) -> JSON.readTree(line).path("eventId").asLong()).toList();
		assertThat(ids).hasSize(1203).doesNotHaveDuplicates().isSorted();
		List<Integer> pieces = new ArrayList<>();
		service.context()
			.getBean(AuditTrail.class)
			.export(new AuditFilter(account, List.of(), null, null, null), (some) -> pieces.add(some.size()));
		assertThat(pieces).as("no more is in memory").containsExactly(500, 500, 203);
	}

	@Test
	void refusalsWhenMoreThanADayAllowsThenAreCountedAndSummedUp() {
		UUID account = UUID.randomUUID();
		UUID other = UUID.randomUUID();
		for (int i = 0; i < 10; i++) {
			append(Event.LOGIN_DENIED, account);
			append(Event.STEP_UP_DENIED, account);
		}
		append(Event.LOGIN_DENIED, other);
		await().untilAsserted(() -> assertThat(types("?account=" + other)).hasSize(1));
		append(Event.LOGIN_DENIED, account);
		append(Event.LOGIN_DENIED, other);
		await().untilAsserted(() -> assertThat(types("?account=" + other)).hasSize(2));
		assertThat(types("?account=" + account)).hasSize(6).containsOnly("LOGIN_DENIED", "STEP_UP_DENIED");
		Refusals refusals = service.context().getBean(Refusals.class);
		assertThat(refusals.sumUp(100)).as("the day is not over").isZero();
		service.clock().advance(Duration.ofDays(1));
		append(Event.LOGIN_DENIED, account);
		await().untilAsserted(() -> assertThat(types("?account=" + account)).hasSize(7));
		assertThat(refusals.sumUp(100)).isGreaterThanOrEqualTo(3);
		assertThat(refusals.sumUp(100)).isZero();
		JsonNode events = get("?account=" + account).json().path("events");
		assertThat(events.valueStream().map((it) -> it.path("type").asString() + " " + it.path("times")))
			.startsWith("LOGIN_DENIED 1")
			.contains("LOGIN_DENIED 8", "STEP_UP_DENIED 7")
			.hasSize(9);
		assertThat(types("?account=" + other)).hasSize(2);
		seal();
		assertThat(service.context().getBean(Chain.class).verify(null).findings()).isEmpty();
	}

	/** Whoever may write to the database can put anything there. */
	@Test
	void refusalsWhenSomebodyElseWroteTheirCountsThenTheyAreDropped() {
		UUID account = UUID.randomUUID();
		long yesterday = LocalDate.ofInstant(service.clock().instant(), ZoneOffset.UTC).toEpochDay() - 1;
		AuditEventRepository events = service.context().getBean(AuditEventRepository.class);
		new TransactionTemplate(service.context().getBean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> {
				events.count(account, "NO_EVENT", yesterday, 10);
				events.count(account, "TOKEN_REUSED", yesterday, 10);
				events.count(account, "LOGIN_DENIED", -999_999_999_999L, 10);
				events.count(account, "STEP_UP_DENIED", yesterday, Long.MAX_VALUE);
				events.count(account, "RESET_DENIED", yesterday, -1);
				events.count(account, "CHANGE_DENIED", yesterday, 10);
			});
		service.context().getBean(AuditPurge.class).purge();
		JsonNode found = get("?account=" + account).json().path("events");
		assertThat(found.valueStream().map((it) -> it.path("type").asString() + " " + it.path("times")))
			.containsExactly("CHANGE_DENIED 7");
		assertThat(new JdbcTemplate(service.context().getBean(DataSource.class))
			.queryForObject("select count(*) from audit_event_day where day <= ?", Integer.class, yesterday)).isZero();
	}

	@Test
	void refusalsWhenSomebodyElseWroteTheLargestCountThenThoseOfOthersAreStored() {
		UUID account = UUID.randomUUID();
		long today = LocalDate.ofInstant(service.clock().instant(), ZoneOffset.UTC).toEpochDay();
		AuditEventRepository events = service.context().getBean(AuditEventRepository.class);
		TransactionTemplate transaction = new TransactionTemplate(
				service.context().getBean(PlatformTransactionManager.class));
		transaction.executeWithoutResult((status) -> events.count(account, "LOGIN_DENIED", today, Long.MAX_VALUE));
		Refusals refusals = service.context().getBean(Refusals.class);
		UUID other = UUID.randomUUID();
		refusals.store(Stream.of(account, other)
			.map((it) -> new Refusals.Refusal(it, service.clock().instant(),
					Entry.of(Event.LOGIN_DENIED).account(it).device(DEVICE)))
			.toList());
		assertThat(types("?account=" + other)).containsExactly("LOGIN_DENIED");
		assertThat(types("?account=" + account)).isEmpty();
		transaction.executeWithoutResult(
				(status) -> assertThat(events.count(account, "LOGIN_DENIED", today, 1)).singleElement()
					.extracting(RefusalCount::times)
					.isEqualTo(Long.MAX_VALUE));
	}

	@Test
	void chainWhenTheServiceWroteItThenHoldsAndAChangeShows() {
		String email = service.newAccount();
		service.login(email, MAC, service.passcode(email, MAC));
		Chain chain = service.context().getBean(Chain.class);
		await().untilAsserted(() -> assertThat(chain.verify(null).waiting()).as("sealed by itself").isZero());
		assertThat(chain.verify(null).findings()).isEmpty();
		UUID account = account(email);
		append(Event.LOGIN_GRANTED, account);
		assertThat(chain.verify(null).findings()).isEmpty();
	}

	private static List<String> types(String query) {
		return get(query).json().path("events").valueStream().map((it) -> it.path("type").asString()).toList();
	}

	private static Answer get(String query) {
		return service.get("/admin/audit" + query, service.adminKey());
	}

	private static void append(Event event, UUID account) {
		audit().append(Entry.of(event).account(account).device(DEVICE));
	}

	private static Audit audit() {
		return service.context().getBean(Audit.class);
	}

	private static void seal() {
		service.context().getBean(ChainSealer.class).sealAll();
	}

	private static UUID account(String email) {
		return service.context().getBean(Accounts.class).find(EmailAddress.parse(email)).orElseThrow().id().value();
	}

}
