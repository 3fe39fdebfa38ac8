package io.hellwall;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The same input gets the same decision and is counted alike, over HTTP and over TCP. */
@Slow
@Order(1)
class ParityTest {

	private static final int PAIRS = 20;

	private static final int CASES = 50;

	private static final List<String> MACS = List.of("aa:bb:cc:dd:ee:ff", "AA-BB-CC-DD-EE-FF", "aabb.ccdd.eeff",
			"AABBCCDDEEFF", "02:00:00:00:00:09", "aa:bb:cc:dd:ee", "nonsense");

	private static final List<String> PASSWORDS = List.of(TestService.PASSWORD, TestService.PASSWORD,
			TestService.PASSWORD, "not the password of this account", "x".repeat(129));

	private static final List<String> PHONES = List.of("None", "None", "+4930123456", "none of your business");

	@TempDir
	static Path dataDir;

	static TestService service;

	static JdbcTemplate creds;

	static JdbcTemplate passcodes;

	private final Random random = new Random(7160);

	@BeforeAll
	static void start() {
		service = TestService.start(dataDir, "hellwall.passcode.max-per-hour=1000", "hellwall.token.ttl=5m");
		creds = new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class));
		passcodes = new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class));
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void anyCaseWhenSentOverHttpAndTcpThenEndsAlike() {
		List<String> outcomes = new ArrayList<>();
		for (int pair = 0; pair < PAIRS; pair++) {
			Side http = new Http(service.newAccount());
			Side tcp = new Tcp(service.newAccount());
			for (int i = 0; i < CASES; i++) {
				service.clock().advance(Duration.ofSeconds(this.random.nextInt(90)));
				outcomes.add(sameOutcome(http, tcp));
				// Refusals are stored a moment after they are answered.
				await().pollInterval(Duration.ofMillis(5))
					.untilAsserted(() -> assertThat(tcp.counters()).isEqualTo(http.counters()));
			}
		}
		assertThat(outcomes).hasSize(1000)
			.contains("passcode: Passcode is sent", "passcode: False", "login: in", "login: False",
					"verify: authorized", "verify: unauthorized", "verify: renew");
	}

	/** Both are asked the same at the same time. */
	private String sameOutcome(Side http, Side tcp) {
		int what = this.random.nextInt(10);
		String mac = any(MACS);
		String password = any(PASSWORDS);
		String phone = any(PHONES);
		int email = this.random.nextInt(12);
		int secret = this.random.nextInt(8);
		CompletableFuture<String> other = CompletableFuture
			.supplyAsync(() -> tcp.outcome(what, mac, email, password, phone, secret));
		String outcome = http.outcome(what, mac, email, password, phone, secret);
		assertThat(other.join())
			.as("case " + what + " " + mac + " " + email + " " + password + " " + phone + " " + secret)
			.isEqualTo(outcome);
		return outcome;
	}

	private String any(List<String> values) {
		// The good ones come first, and more often.
		return values.get(this.random.nextInt(this.random.nextInt(values.size()) + 1));
	}

	/** An account that is spoken to over one of the protocols. */
	private abstract static class Side {

		private final String email;

		private String token = "0".repeat(64);

		Side(String email) {
			this.email = email;
		}

		abstract String askPasscode(String mac, String email, String password, String phone);

		/** The token, or what stands for a refusal. */
		abstract String login(String mac, String email, String password, String phone, String passcode);

		/** {@code renew|} and the base token, or one word. */
		abstract String verify(String mac, String token);

		String outcome(int what, String mac, int emailChoice, String password, String phone, int secretChoice) {
			String address = switch (emailChoice) {
				case 0 -> "nobody@example.org";
				case 1 -> "not an address";
				case 2 -> this.email.toUpperCase(Locale.ROOT);
				default -> this.email;
			};
			if (what < 3) {
				return "passcode: " + askPasscode(mac, address, password, phone);
			}
			if (what < 7) {
				String answer = login(mac, address, password, phone, passcode(secretChoice));
				if (answer.startsWith("Awfer_hellwall_")) {
					this.token = answer;
					return "login: in";
				}
				return "login: " + answer;
			}
			String answer = verify(mac, token(secretChoice));
			if (answer.startsWith("renew|")) {
				this.token = answer.substring("renew|".length());
				return "verify: renew";
			}
			return "verify: " + answer;
		}

		private String passcode(int choice) {
			String mailed = service.mailsTo(this.email).isEmpty() ? "BBBBBB" : service.mailedPasscode(this.email);
			return switch (choice) {
				case 0 -> (mailed.startsWith("A") ? "B" : "A") + mailed.substring(1);
				case 1 -> "A1";
				case 2 -> mailed.toLowerCase(Locale.ROOT);
				default -> mailed;
			};
		}

		private String token(int choice) {
			return switch (choice) {
				case 0 -> "f".repeat(64);
				case 1 -> "no token";
				case 2 -> this.token.replace("Awfer_hellwall_", "");
				default -> this.token;
			};
		}

		/** All that the service counts for this account. */
		List<Map<String, Object>> counters() {
			byte[] id = creds.queryForObject("select id from account where email = ?", byte[].class, this.email);
			List<Map<String, Object>> counters = new ArrayList<>(passcodes
				.queryForList("select origin, failures, refused from guess where account_id = ? order by origin", id));
			counters.addAll(passcodes.queryForList(
					"select mac, attempts, used_at is null as live from passcode where account_id = ? order by mac",
					id));
			counters.addAll(passcodes.queryForList("select mails from mail_pace where account_id = ?", id));
			counters.addAll(creds.queryForList("select count(*) as sessions from session where account_id = ?", id));
			counters.addAll(creds.queryForList(
					"select event, count(*) as n from audit_event where account_id = ? group by event order by event",
					id));
			return counters;
		}

	}

	private static final class Http extends Side {

		Http(String email) {
			super(email);
		}

		@Override
		String askPasscode(String mac, String email, String password, String phone) {
			Answer answer = service.post("/passcode", "{" + fields(mac, email, password, phone) + "}");
			return (answer.status() == 202) ? answer.text("message") : "False";
		}

		@Override
		String login(String mac, String email, String password, String phone, String passcode) {
			Answer answer = service.post("/login",
					"{" + fields(mac, email, password, phone) + ",\"passcode\":\"" + passcode + "\"}");
			return (answer.status() == 200) ? answer.text("token") : "False";
		}

		@Override
		String verify(String mac, String token) {
			Answer answer = service.verify(token, mac);
			if (answer.status() != 200) {
				return "unauthorized";
			}
			String successor = answer.text("token").replace("Awfer_hellwall_", "");
			return successor.isEmpty() ? answer.text("status") : "renew|" + successor;
		}

		private static String fields(String mac, String email, String password, String phone) {
			String fields = "\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"".formatted(mac, email, password);
			return phone.equals("None") ? fields : fields + ",\"phone\":\"" + phone + "\"";
		}

	}

	private static final class Tcp extends Side {

		Tcp(String email) {
			super(email);
		}

		@Override
		String askPasscode(String mac, String email, String password, String phone) {
			return pipe(service.passcodePort(), "require_passcode", mac, password, phone, email);
		}

		@Override
		String login(String mac, String email, String password, String phone, String passcode) {
			return pipe(service.loginPort(), mac, email, phone, password, passcode);
		}

		@Override
		String verify(String mac, String token) {
			return pipe(service.requestPort(), token, mac, "GET /");
		}

		private static String pipe(int port, String... fields) {
			return service.pipe(port, String.join("|", fields) + "\n").strip();
		}

	}

}
