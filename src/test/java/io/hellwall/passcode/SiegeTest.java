package io.hellwall.passcode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import javax.sql.DataSource;

import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.login.LoginResult;
import io.hellwall.login.LoginResult.LoggedIn;
import io.hellwall.login.Logins;
import io.hellwall.metrics.Edge;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.password.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A week of strangers who do not know the password keeps its owner out of nothing. */
@Slow
class SiegeTest {

	private static final Duration WEEK = Duration.ofDays(7);

	/** Long enough for another try of a network that waits for the longest time. */
	private static final Duration STEP = Duration.ofHours(12);

	/** Of a network before it has to wait for the first time. */
	private static final int FIRST_TRIES = 12;

	private static final int TRIES = 1;

	private static final Password PASSWORD = Password.parse(TestService.PASSWORD);

	private static final Password WRONG = Password.parse("correct horse battery stable");

	private static final Passcode GUESS = Passcode.parse("AAAAAA");

	@TempDir
	static Path dataDir;

	static TestService service;

	static Passcodes passcodes;

	static Logins logins;

	@BeforeAll
	static void start() {
		service = TestService.start(dataDir);
		passcodes = service.context().getBean(Passcodes.class);
		logins = service.context().getBean(Logins.class);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	/**
	 * Between the steps the owner gets in at once where he was before, and once a day on
	 * a device and in a network that are new.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 50 })
	void loginWhenStrangersAttackForAWeekThenTheOwnerGetsInEverywhere(int networks) {
		EmailAddress email = EmailAddress.parse(service.newAccount());
		Device home = device(1, "203.0.113.7");
		getIn(email, home);
		Instant end = service.clock().instant().plus(WEEK);
		int guarded = 0;
		for (int step = 0; service.clock().instant().isBefore(end); step++) {
			guarded += attack(email, networks, (step == 0) ? FIRST_TRIES : TRIES, step % 2 == 0);
			getIn(email, home);
			if (step % 2 == 1) {
				getIn(email, device(100 + step, "192.0.2." + step));
				assertThat(passcodes.request(email, WRONG, null, device(0, "198.18.0.1"))).isEqualTo(new Denied());
			}
			service.clock().advance(STEP);
		}
		assertThat(guarded > 0).as("the account was guarded at times").isEqualTo(networks > 1);
		assertThat(failures()).as("guesses at passcodes").isZero();
	}

	/** How many tries were answered as if they were right. */
	private static int attack(EmailAddress email, int networks, int tries, boolean login) {
		int sent = 0;
		for (int network = 0; network < networks; network++) {
			Device stranger = device(1, "198.51.100." + network);
			for (int i = 0; i < tries; i++) {
				if (login) {
					assertThat(logins.login(email, WRONG, null, GUESS, stranger, Edge.API))
						.isEqualTo(new LoginResult.Denied());
				}
				else if (passcodes.request(email, WRONG, null, stranger) instanceof Sent) {
					sent++;
				}
			}
		}
		return sent;
	}

	private static void getIn(EmailAddress email, Device device) {
		int mails = service.passcodesTo(email.value());
		assertThat(passcodes.request(email, PASSWORD, null, device)).isInstanceOf(Sent.class);
		await().pollInterval(Duration.ofMillis(2)).until(() -> service.passcodesTo(email.value()) > mails);
		Passcode passcode = Passcode.parse(service.mailedPasscode(email.value()));
		assertThat(logins.login(email, PASSWORD, null, passcode, device, Edge.API)).isInstanceOf(LoggedIn.class);
	}

	private static int failures() {
		JdbcTemplate database = new JdbcTemplate(service.context().getBean("passcodesDataSource", DataSource.class));
		Integer rows = database.queryForObject("select count(*) from passcode_failures", Integer.class);
		return (rows != null) ? rows : 0;
	}

	private static Device device(int number, String network) {
		return new Device(MacAddress.parse("02:00:00:00:00:%02x".formatted(number)), IpAddress.parse(network));
	}

}
