package io.hellwall.webhook;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.account.Accounts;
import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.AuditFilter;
import io.hellwall.audit.AuditTrail;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.audit.EventName;
import io.hellwall.chain.ChainSealer;
import io.hellwall.crypto.Boxes;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Keys;
import io.hellwall.webhook.AddResult.Added;
import io.hellwall.webhook.AddResult.Refused;
import io.hellwall.webhook.Receiver.Message;
import io.hellwall.webhook.TestResult.Accepted;
import io.hellwall.webhook.TestResult.Failed;
import io.hellwall.webhook.TestResult.NotFound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/** Who is told of events, of which, how often, and for how long. */
@EachStore
class WebhooksTest {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@TempDir
	static Path dataDir;

	static TestService service;

	@Parameter
	TestStore store;

	private final Receiver receiver = new Receiver();

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = TestService.start(dataDir, store, "hellwall.webhook.allowed-networks=127.0.0.0/8").withoutOtherWork();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		service.close();
	}

	@BeforeEach
	void removeAll() {
		webhooks().list().forEach((it) -> webhooks().remove(it.id(), Actor.COMMAND_LINE));
	}

	@AfterEach
	void close() {
		this.receiver.close();
	}

	@Test
	void deliverWhenSomebodyLogsInThenTellsItSignedWithoutTheAddress() {
		Added added = add("authn_login_success");
		String email = service.newAccount();
		service.login(email, TestService.MAC, service.passcode(email, TestService.MAC));
		deliver();
		assertThat(this.receiver.messages).singleElement().satisfies((message) -> {
			assertThat(message.path()).isEqualTo("/hook");
			JsonNode body = JSON.readTree(message.body());
			assertThat(body.path("type").asString()).isEqualTo("authn_login_success");
			assertThat(body.path("timestamp").asString()).isEqualTo(service.clock().instant().toString());
			assertThat(body.at("/data/event").asString()).isEqualTo("LOGIN_GRANTED");
			assertThat(body.at("/data/mac").asString()).isEqualTo(TestService.MAC);
			assertThat(body.at("/data/network").asString()).isEqualTo("127.0.0.1/32");
			assertThat(body.at("/data/accountId").asString()).isNotEmpty();
			assertThat(message.body()).doesNotContain(email, "email", added.secret().reveal());
			assertThat(message.headers().get("id")).isEqualTo("msg_" + body.at("/data/eventId").asString());
			assertSigned(message, added.secret());
		});
	}

	private static void assertSigned(Message message, WebhookSecret secret) {
		Instant at = Instant.ofEpochSecond(Long.parseLong(message.headers().getOrDefault("timestamp", "")));
		assertThat(at).isEqualTo(service.clock().instant().truncatedTo(ChronoUnit.SECONDS));
		assertThat(message.headers().get("signature")).isEqualTo(secret
			.signature(message.headers().getOrDefault("id", ""), at, message.body().getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void deliverWhenTheAddressIsWantedThenTellsIt() {
		webhooks().add(this.receiver.url("/hook"), List.of(EventName.of("user_created")), true, Actor.COMMAND_LINE);
		String email = service.newAccount();
		deliver();
		assertThat(this.receiver.messages).singleElement()
			.satisfies((it) -> assertThat(JSON.readTree(it.body()).at("/data/email").asString()).isEqualTo(email));
	}

	@Test
	void deliverWhenAnythingHappensThenTellsItOnceInItsOrder() {
		append(5);
		add();
		List<UUID> accounts = append(250);
		deliver();
		deliver();
		assertThat(accounts()).containsExactlyElementsOf(accounts);
	}

	@Test
	void deliverWhenThereAreManyEventsThenTheyShareAConnection() {
		add();
		append(50);
		deliver();
		assertThat(this.receiver.messages).hasSize(50);
		assertThat(this.receiver.messages.stream().map(Message::port).distinct()).hasSize(1);
	}

	@Test
	void deliverWhenTheChainWasBegunAnewThenGoesOnFromItsEnd() {
		Added added = add();
		append(2);
		seal();
		WebhookDelivery delivery = service.context().getBean(WebhookDelivery.class);
		delivery.comeBack();
		long position = view(added).position();
		deliver();
		this.receiver.messages.clear();
		assertThat(view(added).position()).isEqualTo(position + 2);
		new JdbcTemplate(service.context().getBean(DataSource.class)).update("update webhook set position = 1000000");
		delivery.comeBack();
		assertThat(view(added).position()).isEqualTo(position + 2);
		List<UUID> later = append(2);
		deliver();
		assertThat(accounts()).containsExactlyElementsOf(later);
	}

	@Test
	void deliverWhenItIsNotAcceptedThenWaitsLongerEachTimeAndIsGivenUp() {
		Added added = add("TOKEN_REUSED");
		append(3);
		UUID account = append(Event.TOKEN_REUSED);
		for (Duration wait : WebhookDelivery.WAITS) {
			this.receiver.answer(500);
			deliver();
			int told = this.receiver.messages.size();
			service.clock().advance(wait.minusMillis(1));
			deliver();
			assertThat(this.receiver.messages).as("before " + wait).hasSize(told);
			service.clock().advance(Duration.ofMillis(1));
		}
		assertThat(view(added).disabledAt()).isNull();
		this.receiver.answer(302);
		deliver();
		assertThat(view(added).disabledAt()).isNotNull();
		service.clock().advance(Duration.ofDays(30));
		deliver();
		assertThat(this.receiver.messages).hasSize(WebhookDelivery.WAITS.size() + 1);
		assertThat(this.receiver.messages.stream().map((it) -> it.headers().get("id")).distinct()).hasSize(1);
		assertThat(newest()).contains("WEBHOOK_DISABLED service " + added.id());
		UUID later = append(Event.TOKEN_REUSED);
		assertThat(webhooks().enable(added.id(), Actor.COMMAND_LINE)).isTrue();
		deliver();
		assertThat(accounts()).endsWith(account, later).hasSize(WebhookDelivery.WAITS.size() + 3);
		assertThat(view(added).attempts()).isZero();
	}

	@Test
	void deliverWhenTheReceiverIsGoneForEverThenIsGivenUpAtOnce() {
		Added added = add();
		append(1);
		this.receiver.answer(410);
		deliver();
		assertThat(view(added).disabledAt()).isNotNull();
	}

	/** Nobody would know why it is told nothing. */
	@Test
	void deliverWhenItCannotBeRecordedThatItIsGivenUpThenItIsNot() {
		Added added = add();
		append(1);
		seal();
		this.receiver.answer(410);
		Audit audit = mock(Audit.class);
		willThrow(new QueryTimeoutException("locked")).given(audit).append(any());
		TransactionTemplate transaction = new TransactionTemplate(
				service.context().getBean(PlatformTransactionManager.class));
		AuditedChange change = new AuditedChange(audit, service.clock()) {

			@Override
			public boolean make(Event event, Actor by, WebhookId id, ToIntFunction<Instant> statement) {
				return Boolean.TRUE.equals(transaction.execute((status) -> super.make(event, by, id, statement)));
			}

		};
		WebhookDelivery delivery = new WebhookDelivery(repository(), service.context().getBean(AuditTrail.class),
				service.context().getBean(WebhookSender.class), change, service.clock(),
				service.context().getBean("credsReaders", DataSource.class));
		Webhook webhook = repository().findById(added.id().value()).orElseThrow();
		assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> delivery.deliver(webhook));
		assertThat(view(added).disabledAt()).isNull();
	}

	@Test
	void deliverWhenOneFailsThenOthersAreTold() {
		try (Receiver other = new Receiver()) {
			add();
			webhooks().add(other.url("/"), List.of(), false, Actor.COMMAND_LINE);
			this.receiver.answer(500);
			append(2);
			deliver();
			assertThat(other.messages).hasSizeGreaterThanOrEqualTo(2);
		}
	}

	@Test
	void deliverWhenTwoNodesTryThenEachEventIsToldOnce() throws Exception {
		add();
		List<UUID> accounts = append(40);
		seal();
		List<Future<?>> nodes = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int node = 0; node < 8; node++) {
				nodes.add(threads.submit(WebhooksTest::deliverOnce));
			}
		}
		for (Future<?> node : nodes) {
			node.get();
		}
		deliver();
		assertThat(accounts()).containsExactlyElementsOf(accounts);
	}

	/** It called and died before it noted that. */
	@Test
	void deliverWhenANodeDiedOnTheWayThenAnotherTellsItAgain() {
		Added added = add();
		List<UUID> accounts = append(1);
		seal();
		Webhook webhook = repository().findById(added.id().value()).orElseThrow();
		Instant now = service.clock().instant();
		assertThat(repository().claim(webhook.id().value(), webhook.position(), now, now.plus(Duration.ofMinutes(3))))
			.isOne();
		deliver();
		assertThat(this.receiver.messages).as("somebody has it").isEmpty();
		service.clock().advance(Duration.ofMinutes(3));
		deliver();
		assertThat(accounts()).containsExactlyElementsOf(accounts);
	}

	@Test
	void addWhenTheTargetIsNotAllowedThenRefused() {
		for (String url : List.of("https://10.0.0.1/", "http://1.1.1.1/", "nowhere",
				"https://169.254.169.254/latest")) {
			assertThat(webhooks().add(url, List.of(), false, Actor.COMMAND_LINE)).as(url).isInstanceOf(Refused.class);
		}
		assertThat(webhooks().list()).isEmpty();
	}

	@Test
	void addWhenStoredThenTheSecretIsEncrypted() {
		Added added = add();
		byte[] box = repository().findById(added.id().value()).orElseThrow().secretBox();
		String secret = added.secret().reveal();
		assertThat(Base64.getEncoder().encodeToString(box)).doesNotContain(secret.substring(6, 40));
		assertThat(new String(box, StandardCharsets.ISO_8859_1))
			.doesNotContain(new String(added.secret().bytes(), StandardCharsets.ISO_8859_1));
		assertThat(added.toString()).doesNotContain(secret.substring(6));
		assertThat(newest()).contains("WEBHOOK_ADDED command-line " + added.id());
	}

	@Test
	void removeWhenThereIsOneThenIsToldNothingMore() {
		Added added = add();
		append(1);
		assertThat(webhooks().remove(added.id(), Actor.COMMAND_LINE)).isTrue();
		assertThat(webhooks().remove(added.id(), Actor.COMMAND_LINE)).isFalse();
		deliver();
		assertThat(this.receiver.messages).isEmpty();
	}

	@Test
	void testWhenItAnswersThenSaysSo() {
		Added added = add();
		assertThat(webhooks().test(added.id())).isEqualTo(new Accepted());
		assertThat(this.receiver.messages).singleElement()
			.satisfies((it) -> assertThat(JSON.readTree(it.body()).path("type").asString()).isEqualTo("test"));
		this.receiver.answer(404);
		assertThat(webhooks().test(added.id())).isEqualTo(new Failed("it answered 404"));
		assertThat(webhooks().test(new WebhookId(UUID.randomUUID()))).isEqualTo(new NotFound());
	}

	/** The stored address may have been allowed once, or changed by somebody else. */
	@Test
	void deliverWhenTheTargetIsNotAllowedAnyMoreThenIsNotCalled() {
		Added added = add();
		new JdbcTemplate(service.context().getBean(DataSource.class))
			.update("update webhook set url = 'http://[::1]:" + this.receiver.port() + "/'");
		assertThat(webhooks().test(added.id())).isInstanceOf(Failed.class);
		assertThat(this.receiver.messages).isEmpty();
	}

	@Test
	void renewSecretsWhenTheServerKeyWasExchangedThenTheOldOneIsNotNeededAnyMore() throws Exception {
		Added added = add();
		Keys next = new Keys(new byte[32]);
		KeyRing both = new KeyRing(next, service.context().getBean(KeyRing.class).all());
		SecureRandom random = new SecureRandom();
		new WebhookSender(repository(), service.context().getBean(Targets.class), new Boxes(both, random),
				service.context().getBean(Accounts.class), JSON, service.clock(),
				service.context().getBean(WebhookProperties.class))
			.renewSecrets();
		byte[] box = repository().findById(added.id().value()).orElseThrow().secretBox();
		assertThat(new Boxes(new KeyRing(next, List.of()), random).open(box, WebhookSender.place(added.id())))
			.hasValue(added.secret().bytes());
		assertThat(webhooks().test(added.id())).as("with the old one alone").isInstanceOf(Failed.class);
	}

	private Added add(String... events) {
		AddResult result = webhooks().add(this.receiver.url("/hook"), Stream.of(events).map(EventName::of).toList(),
				false, Actor.COMMAND_LINE);
		assertThat(result).isInstanceOf(Added.class);
		// The event that it was added is one of those that it is told of.
		deliver();
		this.receiver.messages.clear();
		return (Added) result;
	}

	private List<UUID> append(int count) {
		List<UUID> accounts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			accounts.add(append(Event.LOGIN_GRANTED));
		}
		return accounts;
	}

	private static UUID append(Event event) {
		UUID account = UUID.randomUUID();
		service.context().getBean(Audit.class).append(Entry.of(event).account(account));
		return account;
	}

	private List<UUID> accounts() {
		return this.receiver.messages.stream()
			.map((it) -> UUID.fromString(JSON.readTree(it.body()).at("/data/accountId").asString()))
			.toList();
	}

	private static List<String> newest() {
		return service.context()
			.getBean(AuditTrail.class)
			.page(AuditFilter.ALL, null, 5)
			.events()
			.stream()
			.map((it) -> it.type() + " " + it.by() + " " + it.reason())
			.toList();
	}

	private static WebhookView view(Added added) {
		return webhooks().list().stream().filter((it) -> it.id().equals(added.id())).findFirst().orElseThrow();
	}

	private static void seal() {
		service.context().getBean(ChainSealer.class).sealAll();
	}

	/** Delivers all that is due now, in this thread. */
	private static void deliver() {
		seal();
		for (int round = 0; round < 4; round++) {
			deliverOnce();
		}
	}

	private static void deliverOnce() {
		WebhookDelivery delivery = service.context().getBean(WebhookDelivery.class);
		repository().due(service.clock().instant(), Long.MAX_VALUE, Limit.of(100)).forEach(delivery::deliver);
	}

	private static WebhookRepository repository() {
		return service.context().getBean(WebhookRepository.class);
	}

	private static Webhooks webhooks() {
		return service.context().getBean(Webhooks.class);
	}

}
