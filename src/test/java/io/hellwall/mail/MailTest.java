package io.hellwall.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.hellwall.SharedService;
import io.hellwall.TestClock;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Account;
import io.hellwall.account.TestAccounts;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.Language;
import io.hellwall.device.MacAddress;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.hellwall.mail.Letters.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What account holders find in their mailbox. */
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class MailTest {

	private static final String MAC = TestService.MAC;

	private static final InstantSource CLOCK = new TestClock();

	private static final Account ALICE = TestAccounts.active("alice@example.org");

	private static final Device DEVICE = new Device(new MacAddress(MAC), IpAddress.parse("192.0.2.1"));

	static TestService service;

	@BeforeAll
	static void start() {
		service = SharedService.on(TestStore.SQLITE);
	}

	@Test
	void sendWhenDeliveredThenThePasscodeIsInBothParts() throws Exception {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		MimeMessage mail = service.mailsTo(email).getLast();
		String[] asked = { email, MAC, "127.0.0.1", utc(service.clock().instant()), "Hellwall", "for 3 minutes" };
		assertThat(part(mail, "text/plain")).containsOnlyOnce("Passcode: ")
			.contains("\r\nPasscode: " + passcode + "\r\n")
			.contains(asked);
		assertThat(part(mail, "text/html")).contains(">" + passcode + "</strong>").contains(asked);
	}

	@Test
	void sendWhenDeliveredThenHeadersTellWhoWritesAndNotFromWhatMachine() throws Exception {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		MimeMessage mail = service.mailsTo(email).getLast();
		assertThat(mail.getSubject()).isEqualTo(passcode + " is your passcode for Hellwall");
		assertThat(mail.getFrom()).extracting(String::valueOf).containsExactly("Hellwall <login@example.org>");
		assertThat(mail.getAllRecipients()).extracting(String::valueOf).containsExactly(email);
		assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
		assertThat(mail.getMessageID()).matches("<[0-9a-f-]{36}@hellwall>");
		assertThat(mail.getSentDate().toInstant()).isEqualTo(service.clock().instant());
		String host = InetAddress.getLocalHost().getHostName();
		assertThat(raw(mail).lines().filter((line) -> !line.startsWith("Received:")))
			.noneMatch((line) -> line.contains("@" + host) || line.contains(host + "."));
	}

	/** First what the request wishes; after a login what the account has learned. */
	@Test
	void sendWhenALanguageIsWishedThenTheFirstLoginKeepsIt() throws Exception {
		String email = service.newAccount();
		asked(email, "nl, fr-CA;q=0.9, de;q=0.8");
		MimeMessage mail = service.mailsTo(email).getLast();
		assertThat(mail.getHeader("Content-Language")).containsExactly("fr");
		assertThat(part(mail, "text/plain")).contains("Code à usage unique\u00a0: ");
		String passcode = mail.getSubject().substring(0, 6);
		assertThat(service
			.post("/login", "{" + TestService.credentials(email, MAC) + ",\"passcode\":\"" + passcode + "\"}",
					"Accept-Language", "ar")
			.status()).isEqualTo(200);
		asked(email, "de");
		assertThat(service.mailsTo(email).getLast().getHeader("Content-Language")).containsExactly("ar");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nl", "*", "de;q=0", "-,;q", "<script>" })
	void sendWhenNoLanguageOfOursIsWishedThenIsTheDefault(String language) throws Exception {
		String email = service.newAccount();
		asked(email, language);
		assertThat(service.mailsTo(email).getLast().getHeader("Content-Language")).containsExactly("en");
	}

	@ParameterizedTest
	@CsvSource({ "AR, FR, ar", ", FR, fr", "AR, , ar", ", , de" })
	void sendWhenLanguagesDifferThenThatOfTheAccountComesFirst(@Nullable Language ofAccount, @Nullable Language wished,
			String sent) throws Exception {
		Letters letters = new Letters();
		Mail mail = letters.mail("Hellwall", Duration.ofSeconds(10), CLOCK, Language.DE);
		mail.sendPasscode(TestAccounts.active("alice@example.org", ofAccount), "ABC234",
				new Device(DEVICE.mac(), DEVICE.address(), wished), CLOCK.instant(), Duration.ofMinutes(3));
		assertThat(letters.sent().getLast().getHeader("Content-Language")).containsExactly(sent);
	}

	@Test
	void sendWhenTheRequestSpellsTheAddressOtherwiseThenGoesToTheStoredOne() throws Exception {
		String stored = "Carol.Stored@example.org";
		service.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(stored, TestService.PASSWORD), service.adminKey());
		Answer answer = service.post("/passcode", "{" + TestService.credentials("cAROL.sTORED@EXAMPLE.ORG", MAC) + "}");
		assertThat(answer.status()).isEqualTo(202);
		assertThat(service.mailsTo(stored)).hasSize(1);
		assertThat(service.mailsTo(stored).getFirst().getAllRecipients()).hasSize(1);
	}

	@Test
	void sendWhenValuesHoldMarkupThenTheyStayText() throws Exception {
		String value = "{email}[[${use}]]__${use}__<b a='1'>&amp;[/]";
		MimeMessage mail = mailed("Hellwall", value, Duration.ofSeconds(90));
		assertThat(part(mail, "text/plain")).contains("Passcode: " + value, "for 90 seconds");
		assertThat(part(mail, "text/html")).doesNotContain("<b a")
			.contains("{email}[[${use}]]__${use}__&lt;b a=&#39;1&#39;&gt;&amp;amp;[/]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r\nBcc: eve@example.org", "\nBcc: eve@example.org",
			"\rBcc: eve@example.org\r\n\r\nHello", "\u2028Bcc: eve@example.org", "\u760d\u760aBcc: eve@example.org" })
	void sendWhenValuesHoldLinesThenTheSubjectIsOneAndNoHeaderIsAdded(String lines) throws Exception {
		MimeMessage mail = mailed("Wall" + lines, "ABC234" + lines, Duration.ofMinutes(3));
		assertThat(mail.getHeader("Bcc")).isNull();
		assertThat(mail.getSubject()).startsWith("ABC234").doesNotContainPattern("[\\p{Cntrl}\u2028]");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		mail.writeTo(bytes);
		String head = bytes.toString(StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0];
		assertThat(head.lines()).noneMatch((line) -> line.startsWith("Bcc"))
			.noneMatch((line) -> line.startsWith("Hello"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "two\nlines", "two\u2028lines", "turned \u202eround",
			"sixty-five-characters-are-one-more-than-fit-into-a-subject-easily" })
	void nameWhenItFitsNoSubjectThenIsRefused(String name) {
		assertThat(violations(name)).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Hellwall", "M\u00fcller & S\u00f6hne \u2013 \u767b\u5f55",
			"sixty-four-characters-are-the-most-that-fit-into-a-subject-easil" })
	void nameWhenItIsOneLineThenIsInSubjectAndText(String name) throws Exception {
		assertThat(violations(name)).isZero();
		MimeMessage mail = mailed(name, "ABC234", Duration.ofMinutes(3));
		assertThat(mail.getSubject()).isEqualTo("ABC234 is your passcode for " + name);
		assertThat(part(mail, "text/plain").replace('\n', ' ')).contains("log in to " + name + " as",
				" Passcode: ABC234 ");
		assertThat(part(mail, "text/html")).contains(name.replace("&", "&amp;"));
	}

	/** Cancelled deliveries count until they have really ended. */
	@Test
	void sendWhenTheMailServerIsSlowThenOnlySoManyAreOnTheirWay() throws Exception {
		CountDownLatch slow = new CountDownLatch(1);
		AtomicInteger deliveries = new AtomicInteger();
		Letters letters = new Letters() {
			@Override
			public void send(MimeMessage message) {
				deliveries.incrementAndGet();
				awaitAnyhow(slow);
			}
		};
		Mail mail = letters.mail("Hellwall", Duration.ofSeconds(1), CLOCK);
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			// On a busy machine some are cancelled before they begin, and make room.
			await().atMost(Duration.ofMinutes(2)).until(() -> {
				List<Future<Delivery>> sent = Stream.generate(() -> callers.submit(() -> send(mail, "ABC234")))
					.limit(Mail.AT_ONCE - deliveries.get())
					.toList();
				for (Future<Delivery> each : sent) {
					assertThat(each.get()).isEqualTo(Delivery.FAILED);
				}
				return deliveries.get() == Mail.AT_ONCE;
			});
			assertThat(send(mail, "ABC234")).isEqualTo(Delivery.FAILED);
			assertThat(deliveries).hasValue(Mail.AT_ONCE);
		}
		finally {
			slow.countDown();
		}
		await().until(() -> send(mail, "ABC234") == Delivery.DELIVERED);
	}

	@Test
	void sendWhenTheServiceHasEndedThenFails() throws Exception {
		Letters letters = new Letters();
		Mail mail = letters.mail("Hellwall", Duration.ofSeconds(1), CLOCK);
		mail.finish();
		assertThat(send(mail, "ABC234")).isEqualTo(Delivery.FAILED);
		assertThat(letters.sent()).isEmpty();
	}

	@Test
	void sendWhenTheMailServerIsSilentThenGivesUpAtTheDeadline(@TempDir Path folder) throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				TestService waiting = TestService.start(folder, "hellwall.mail.deadline=500ms",
						"spring.mail.port=" + silent.getLocalPort(),
						"spring.mail.properties.mail.smtp.timeout=60000")) {
			String email = waiting.newAccount();
			long start = System.nanoTime();
			Answer answer = waiting.post("/passcode", "{" + TestService.credentials(email, MAC) + "}");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(500),
					Duration.ofSeconds(20));
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.problem()).isEqualTo("mail-unavailable");
			silent.setSoTimeout(1000);
			silent.accept().close(); // fails where the service never connected
		}
	}

	private static Answer asked(String email, String language) {
		return service.post("/passcode", "{" + TestService.credentials(email, MAC) + "}", "Accept-Language", language);
	}

	private static MimeMessage mailed(String name, String passcode, Duration validFor) throws Exception {
		Letters letters = new Letters();
		Mail mail = letters.mail(name, Duration.ofSeconds(10), CLOCK);
		assertThat(mail.sendPasscode(ALICE, passcode, DEVICE, CLOCK.instant(), validFor)).isEqualTo(Delivery.DELIVERED);
		return letters.sent().getLast();
	}

	private static Delivery send(Mail mail, String passcode) {
		return mail.sendPasscode(ALICE, passcode, DEVICE, CLOCK.instant(), Duration.ofMinutes(3));
	}

	/** As a thread does that no interrupt ends. */
	private static void awaitAnyhow(CountDownLatch latch) {
		boolean over = false;
		while (!over) {
			try {
				latch.await();
				over = true;
			}
			catch (InterruptedException ex) {
				// It goes on.
			}
		}
	}

	private static String utc(Instant instant) {
		return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
			.format(instant.atOffset(ZoneOffset.UTC));
	}

	private static int violations(String name) {
		try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
			return factory.getValidator().validate(new NameProperties(name)).size();
		}
	}

	private static String raw(MimeMessage mail) throws MessagingException, IOException {
		return new String(mail.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
				+ String.join("\n", Collections.list(mail.getAllHeaderLines()));
	}

}
