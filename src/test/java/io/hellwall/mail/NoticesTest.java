package io.hellwall.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.Hellwall;
import io.hellwall.LogSetup;
import io.hellwall.TestClock;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.CreateResult.Created;
import io.hellwall.account.EmailAddress;
import io.hellwall.audit.Actor;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.Language;
import io.hellwall.device.MacAddress;
import io.hellwall.metrics.Meters;
import io.hellwall.password.CheapHashes;
import io.hellwall.password.Password;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What account holders are told by mail, and when. Two programs use one store: as
 * commands they start no scheduled work, so that each test delivers when it wants to.
 */
@EachStore
class NoticesTest {

	private static final Device DEVICE = new Device(new MacAddress(TestService.MAC), IpAddress.parse("192.0.2.1"));

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private static final Duration TICK = Duration.ofMillis(1);

	@TempDir
	static Path folder;

	static ConfigurableApplicationContext left;

	static ConfigurableApplicationContext right;

	@Parameter
	TestStore store;

	private final TestClock clock = new TestClock();

	private final Letters letters = new Letters();

	private final Mail mail = this.letters.mail("Hellwall", DEADLINE, this.clock);

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		String[] settings = Stream
			.concat(Stream.of(store.settings()),
					Stream.of("hellwall.data-dir=" + folder.resolve(store.name()),
							"hellwall.key=77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80"))
			.map((setting) -> "--" + setting)
			.toArray(String[]::new);
		left = program(settings);
		right = program(settings);
	}

	private static ConfigurableApplicationContext program(String... settings) {
		return LogSetup.application(Hellwall.class, CheapHashes.class)
			.web(WebApplicationType.NONE)
			.profiles("cli")
			.run(settings);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		left.close();
		right.close();
	}

	@BeforeEach
	void forgetAll() {
		creds().update("delete from notice");
	}

	@Test
	void addWhenManyADayThenOnlyTheFirstOfItsKindIsMailed() {
		this.clock.set(Instant.parse("2026-11-22T00:00:00Z"));
		String email = newAccount();
		add(email, NoticeKind.NEW_LOGIN);
		add(email, NoticeKind.NEW_LOGIN);
		add(email, NoticeKind.WRONG_PLACE);
		String other = newAccount();
		add(other, NoticeKind.NEW_LOGIN);
		deliver();
		assertThat(subjects(email)).containsExactlyInAnyOrder("New login to Hellwall",
				"Your token for Hellwall was used in another place");
		assertThat(subjects(other)).containsExactly("New login to Hellwall");
		this.clock.set(Instant.parse("2026-11-22T23:59:59.999Z"));
		add(email, NoticeKind.NEW_LOGIN);
		deliver();
		assertThat(subjects(email)).hasSize(2);
		this.clock.advance(TICK);
		add(email, NoticeKind.NEW_LOGIN);
		deliver();
		assertThat(subjects(email)).hasSize(3);
	}

	@Test
	void addWhenManyAtOnceThenOneIsMailed() throws Exception {
		String email = newAccount();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> added = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				Notices notices = (i % 2 == 0 ? left : right).getBean(Notices.class);
				added.add(callers
					.submit(() -> notices.add(id(email), NoticeKind.TOKEN_REUSED, DEVICE, this.clock.instant())));
			}
			for (Future<?> each : added) {
				each.get();
			}
		}
		deliver();
		assertThat(subjects(email)).containsExactly("Your session at Hellwall was ended");
	}

	@Test
	void addWhenTheTransactionIsRolledBackThenNothingIsMailed() {
		String email = newAccount();
		transaction().executeWithoutResult((transaction) -> {
			add(email, NoticeKind.NEW_LOGIN);
			transaction.setRollbackOnly();
		});
		deliver();
		assertThat(subjects(email)).isEmpty();
		transaction().executeWithoutResult((transaction) -> add(email, NoticeKind.NEW_LOGIN));
		deliver();
		assertThat(subjects(email)).hasSize(1);
	}

	@Test
	void deliverWhenTheAccountHasALanguageThenIsWrittenInIt() throws Exception {
		String email = newAccount();
		Accounts accounts = left.getBean(Accounts.class);
		for (Language language : new @Nullable Language[] { null, Language.FR, Language.DE }) {
			accounts.learnLanguage(accounts.find(id(email)).orElseThrow(), language);
		}
		add(email, NoticeKind.NEW_LOGIN);
		deliver();
		assertThat(this.letters.to(email).getFirst().getHeader("Content-Language")).containsExactly("fr");
		assertThat(subjects(email)).containsExactly("Nouvelle connexion \u00e0 Hellwall");
	}

	/** The program that told of it never delivers. */
	@Test
	void deliverWhenTheProgramDiedAfterTheCommitThenAnotherOneMails() throws Exception {
		String email = newAccount();
		add(email, NoticeKind.TOKEN_REUSED);
		this.clock.advance(Duration.ofHours(1));
		delivery(right).deliverDue();
		MimeMessage mail = this.letters.to(email).getFirst();
		assertThat(Letters.part(mail, "text/plain")).contains(TestService.MAC, "192.0.2.1\n",
				"22 November 2026, 12:00:00 UTC", email);
	}

	@Test
	void deliverWhenTheMailFailsThenTriesAgainEverLessOften() {
		String email = newAccount();
		add(email, NoticeKind.NEW_LOGIN);
		this.letters.refuse();
		deliver();
		for (Duration wait : List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30),
				Duration.ofHours(2), Duration.ofHours(6), Duration.ofHours(6))) {
			int attempts = attempts();
			this.clock.advance(wait.minus(TICK));
			deliver();
			assertThat(attempts()).isEqualTo(attempts);
			this.clock.advance(TICK);
			deliver();
			assertThat(attempts()).isEqualTo(attempts + 1);
		}
		this.letters.acceptAgain();
		deliver();
		assertThat(subjects(email)).isEmpty();
		this.clock.advance(Duration.ofHours(6));
		deliver();
		deliver();
		assertThat(subjects(email)).hasSize(1);
	}

	@Test
	void deliverWhenTheMailFailsForThreeDaysThenGivesUp() {
		String email = newAccount();
		Instant added = this.clock.instant();
		add(email, NoticeKind.NEW_LOGIN);
		this.letters.refuse();
		deliver();
		this.clock.set(added.plus(Duration.ofDays(3)).minus(TICK));
		deliver();
		assertThat(waiting()).isOne();
		this.clock.advance(Duration.ofHours(6));
		deliver();
		assertThat(waiting()).isZero();
		assertThat(attempts()).isEqualTo(3);
		this.letters.acceptAgain();
		this.clock.advance(Duration.ofDays(1));
		deliver();
		assertThat(subjects(email)).isEmpty();
	}

	/** A service that was off for a week still tells what happened before. */
	@Test
	void deliverWhenNobodyTriedForThreeDaysThenIsMailed() {
		String email = newAccount();
		add(email, NoticeKind.NEW_LOGIN);
		this.clock.advance(Duration.ofDays(7));
		deliver();
		assertThat(subjects(email)).hasSize(1);
	}

	@Test
	void claimWhenManyAtOnceThenOneGetsTheNotice() throws Exception {
		String email = newAccount();
		add(email, NoticeKind.NEW_LOGIN);
		Instant now = this.clock.instant();
		Notice.Key key = Notice.Key.of(id(email), NoticeKind.NEW_LOGIN, now);
		try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> claims = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				NoticeRepository notices = (i % 2 == 0 ? left : right).getBean(NoticeRepository.class);
				claims.add(nodes.submit(() -> notices.claim(key, now, now.plus(Duration.ofMinutes(1)))));
			}
			int claimed = 0;
			for (Future<Integer> claim : claims) {
				claimed += claim.get();
			}
			assertThat(claimed).isOne();
		}
	}

	@Test
	void deliverWhenTwoNodesThenEachNoticeIsMailedOnce() throws Exception {
		List<String> emails = Stream.generate(this::newAccount).limit(25).toList();
		emails.forEach((email) -> add(email, NoticeKind.NEW_LOGIN));
		try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<?> node : List.of(nodes.submit(delivery(left)::deliverDue),
					nodes.submit(delivery(right)::deliverDue))) {
				node.get();
			}
		}
		assertThat(this.letters.sent()).extracting(Letters::recipient).containsExactlyInAnyOrderElementsOf(emails);
	}

	/** If it had sent the mail already, the holder gets it twice. */
	@Test
	void deliverWhenTheNodeThatClaimedItDiedThenAnotherMailsAMinuteLater() {
		String email = newAccount();
		add(email, NoticeKind.NEW_LOGIN);
		Letters dying = new Letters() {
			@Override
			public void send(MimeMessage message) {
				throw new AssertionError("the node dies here");
			}
		};
		delivery(left, dying.mail("Hellwall", DEADLINE, this.clock), DEADLINE).deliverDue();
		this.clock.advance(Duration.ofMinutes(1).minus(TICK));
		delivery(right).deliverDue();
		assertThat(subjects(email)).isEmpty();
		this.clock.advance(TICK);
		delivery(right).deliverDue();
		assertThat(subjects(email)).hasSize(1);
	}

	@Test
	void deliverWhenAnAttemptMayTakeLongThenNobodyElseTriesMeanwhile() {
		String email = newAccount();
		add(email, NoticeKind.NEW_LOGIN);
		this.letters.refuse();
		delivery(left, this.mail, Duration.ofMinutes(5)).deliverDue();
		this.letters.acceptAgain();
		this.clock.advance(Duration.ofMinutes(10).minus(TICK));
		delivery(right).deliverDue();
		assertThat(subjects(email)).isEmpty();
		this.clock.advance(TICK);
		delivery(right).deliverDue();
		assertThat(subjects(email)).hasSize(1);
	}

	@Test
	void deliverWhenTheAccountIsDisabledOrGoneThenNothingIsMailed() {
		String email = newAccount();
		add(email, NoticeKind.NEW_LOGIN);
		left.getBean(Notices.class)
			.add(new AccountId(UUID.randomUUID()), NoticeKind.NEW_LOGIN, DEVICE, this.clock.instant());
		creds().update("update account set status = 'DISABLED' where email = ?", email);
		deliver();
		assertThat(waiting()).isZero();
		creds().update("update account set status = 'ACTIVE' where email = ?", email);
		this.clock.advance(Duration.ofMinutes(1));
		deliver();
		assertThat(this.letters.sent()).isEmpty();
	}

	/** Also the second change of a day, and also where the account is gone. */
	@Test
	void addWhenToAnAddressThenEachIsMailedThereWhateverBecomesOfTheAccount() throws Exception {
		String email = newAccount();
		Recipient holder = new Recipient(id(email), EmailAddress.parse(email), Language.AR);
		left.getBean(Notices.class).add(holder, NoticeKind.PASSWORD_CHANGED, DEVICE, this.clock.instant());
		this.clock.advance(TICK);
		left.getBean(Notices.class).add(holder, NoticeKind.PASSWORD_CHANGED, DEVICE, this.clock.instant());
		creds().update("delete from account where email = ?", email);
		deliver();
		assertThat(this.letters.to(email)).hasSize(2);
		assertThat(this.letters.to(email).getFirst().getHeader("Content-Language")).containsExactly("ar");
		assertThat(creds().queryForObject("select count(*) from notice where email is not null", Integer.class))
			.isZero();
	}

	@Test
	void deliverWhenTheStoreIsAwayThenWaits() {
		DataSource away = new DriverManagerDataSource("jdbc:sqlite:/no/such/folder/op_creds.db");
		delivery(left, this.mail, DEADLINE, away).deliverDue();
		assertThat(this.letters.sent()).isEmpty();
	}

	@Test
	void finishWhenAMailIsOnItsWayThenWaitsUntilItIsMarkedAndSendsNoOther() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch slow = new CountDownLatch(1);
		Letters waiting = new Letters() {
			@Override
			public void send(MimeMessage message) throws MessagingException {
				entered.countDown();
				try {
					slow.await();
				}
				catch (InterruptedException ex) {
					throw new MessagingException("interrupted", ex);
				}
				super.send(message);
			}
		};
		add(newAccount(), NoticeKind.NEW_LOGIN);
		add(newAccount(), NoticeKind.NEW_LOGIN);
		NoticeDelivery delivery = delivery(left, waiting.mail("Hellwall", DEADLINE, this.clock), DEADLINE);
		Thread round = Thread.startVirtualThread(delivery::deliverDue);
		assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
		Thread end = Thread.ofPlatform().start(() -> finish(delivery));
		await().until(() -> end.getState() == Thread.State.TIMED_WAITING);
		slow.countDown();
		end.join(DEADLINE);
		round.join(DEADLINE);
		assertThat(waiting.sent()).hasSize(1);
		assertThat(waiting()).isOne();
	}

	@Test
	void purgeWhenSentOrGivenUpForTwoDaysThenDeletes() {
		NoticePurge purge = new NoticePurge(left.getBean(NoticeRepository.class), this.clock);
		add(newAccount(), NoticeKind.NEW_LOGIN);
		deliver();
		add(newAccount(), NoticeKind.NEW_LOGIN);
		this.clock.advance(Duration.ofDays(2));
		purge.purge();
		assertThat(rows()).isEqualTo(2);
		this.clock.advance(TICK);
		purge.purge();
		assertThat(rows()).isOne();
		assertThat(waiting()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void mailWhenOfAnyKindThenTellsWhatHappenedWhereAndWhen(NoticeKind kind) throws Exception {
		String email = newAccount();
		for (Device device : new @Nullable Device[] { DEVICE, null }) {
			left.getBean(Notices.class).add(id(email), kind, device, this.clock.instant());
			deliver();
			MimeMessage mail = this.letters.to(email).getLast();
			assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
			assertThat(mail.getSubject()).contains("Hellwall").hasSizeLessThan(60);
			for (String type : List.of("text/plain", "text/html")) {
				String part = Letters.part(mail, type);
				assertThat(part).contains(email, "Hellwall", "22 November 2026, 12:00:00 UTC")
					.doesNotContain("{", "}", "http", "<img", "<style", "Passcode: ");
				assertThat(part.contains(TestService.MAC)).isEqualTo(device != null);
				assertThat(part.contains("192.0.2.1")).isEqualTo(device != null);
			}
			forgetAll();
		}
	}

	private NoticeDelivery delivery(ConfigurableApplicationContext program) {
		return delivery(program, this.mail, DEADLINE);
	}

	private NoticeDelivery delivery(ConfigurableApplicationContext program, Mail mail, Duration deadline) {
		return delivery(program, mail, deadline, program.getBean("credsReaders", DataSource.class));
	}

	private NoticeDelivery delivery(ConfigurableApplicationContext program, Mail mail, Duration deadline,
			DataSource readers) {
		return new NoticeDelivery(program.getBean(NoticeRepository.class), program.getBean(Accounts.class), mail,
				Letters.properties(deadline), this.clock, readers, new Meters());
	}

	private void deliver() {
		delivery(left).deliverDue();
	}

	private static void finish(NoticeDelivery delivery) {
		try {
			delivery.finish();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void add(String email, NoticeKind kind) {
		left.getBean(Notices.class).add(id(email), kind, DEVICE, this.clock.instant());
	}

	private String newAccount() {
		EmailAddress email = EmailAddress.parse("user-" + UUID.randomUUID() + "@example.org");
		assertThat(left.getBean(Accounts.class).create(email, Password.parse(TestService.PASSWORD), null, Actor.HOLDER))
			.isInstanceOf(Created.class);
		return email.value();
	}

	private static AccountId id(String email) {
		return left.getBean(Accounts.class).find(EmailAddress.parse(email)).orElseThrow().id();
	}

	private List<String> subjects(String email) {
		return this.letters.to(email).stream().map(Letters::subject).toList();
	}

	private static TransactionTemplate transaction() {
		return new TransactionTemplate(left.getBean("credsTransactionManager", PlatformTransactionManager.class));
	}

	private static JdbcTemplate creds() {
		return new JdbcTemplate(left.getBean("credsDataSource", DataSource.class));
	}

	private static int attempts() {
		return count("select sum(attempts) from notice");
	}

	private static int waiting() {
		return count("select count(*) from notice where next_attempt_at is not null");
	}

	private static int rows() {
		return count("select count(*) from notice");
	}

	private static int count(String query) {
		Integer count = creds().queryForObject(query, Integer.class);
		return (count != null) ? count : 0;
	}

}
