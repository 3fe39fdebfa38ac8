package io.hellwall.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.adminkey.AdminKeyName;
import io.hellwall.adminkey.AdminKeys;
import io.hellwall.audit.Actor;
import io.hellwall.backup.RestoreChoice.PasswordChoice;
import io.hellwall.backup.RestoreChoice.SessionChoice;
import io.hellwall.backup.RestoreReport.Epoch;
import io.hellwall.chain.Chain;
import io.hellwall.chain.ChainSealer;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.metrics.Edge;
import io.hellwall.session.Inspection;
import io.hellwall.session.Sessions;
import io.hellwall.token.TokenForm;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The drill: what was ended, changed or spent between a backup and its restore is dead
 * afterwards, and nothing else is lost.
 */
@Slow
@Order(1)
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class RestoreDrillTest {

	private static final String MAC = TestService.MAC;

	private static final String NEW_PASSWORD = "quite another battery staple";

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void restoreWhenThingsEndedAfterTheBackupThenTheyAreDeadAndTheRestIsThere(SessionChoice choice) throws Exception {
		TestService before = SharedService.on(TestStore.SQLITE);
		String holder = before.newAccount();
		String kept = login(before, holder);
		String ended = before.newToken();
		String renewed = before.newToken();
		String changed = before.newAccount();
		String spending = before.newAccount();
		String passcode = before.passcode(spending, MAC);
		AdminKeys adminKeys = before.context().getBean(AdminKeys.class);
		AdminKeyName name = new AdminKeyName("k" + UUID.randomUUID().toString().substring(5));
		String adminKey = adminKeys.add(name, Actor.COMMAND_LINE).orElseThrow().text();
		Passphrase passphrase = new Passphrase("correct horse battery");
		Path backup = before.context().getBean(Backups.class).make(this.folder.resolve("backups"), passphrase);

		assertThat(before.logout(ended, MAC).status()).isEqualTo(204);
		String next = before.renew(renewed, MAC).text("token");
		changePassword(before, changed);
		assertThat(before.login(spending, MAC, passcode).status()).isEqualTo(200);
		adminKeys.revoke(name, Actor.COMMAND_LINE);

		Manifest manifest = before.context().getBean(BackupCheck.class).verify(backup, passphrase);
		Path target = this.folder.resolve("target");
		RestoreReport report = before.context()
			.getBean(Restores.class)
			.restore(backup, target, new RestoreChoice(choice, PasswordChoice.REPLACE), passphrase);
		assertThat(report.keys()).containsExactlyInAnyOrder("server.key", "admin.key");
		assertThat(Objects.requireNonNull(report.epoch()).adminKeys()).contains(name.value());

		try (TestService after = TestService.start(target)) {
			after.clock().set(before.clock().instant());
			assertThat(after.verify(next, MAC).problem()).as("made after the backup").isEqualTo("unauthorized");
			assertThat(after.login(spending, MAC, passcode).problem()).isEqualTo("invalid-credentials");
			assertThat(after.get("/admin/stats", "Authorization", "Bearer " + adminKey).status()).isEqualTo(401);
			assertThat(after.get("/admin/stats", after.adminKey()).status()).isEqualTo(200);
			switch (choice) {
				case STEP_UP -> assertGoesOnAfterAPasscode(after, kept, List.of(ended, renewed), holder);
				case END -> assertThat(List.of(kept, ended, renewed))
					.allSatisfy((token) -> assertThat(after.verify(token, MAC).problem()).isEqualTo("unauthorized"));
			}
			assertNoPasswordIsGoodByItself(after, changed);
			assertNothingElseIsLost(after, manifest);
		}
	}

	private static void assertGoesOnAfterAPasscode(TestService after, String kept, List<String> others, String holder) {
		String session = text(after, "select id from session where email = ?", holder);
		for (String token : others) {
			assertStepUp(after, token);
		}
		assertStepUp(after, kept);
		assertThat(after.pipe(after.requestPort(), kept + "|" + MAC + "|read")).isEqualTo("unauthorized");
		assertThat(after.get("/sessions", "Authorization", "Bearer " + kept, "X-Device-Mac", MAC).status())
			.isEqualTo(401);
		assertThat(after.context()
			.getBean(Sessions.class)
			.inspect(after.context().getBean(TokenForm.class).parse(kept),
					new Device(MacAddress.parse(MAC), IpAddress.parse("127.0.0.1")), Edge.OAUTH))
			.isInstanceOf(Inspection.StepUpRequired.class);
		assertThat(post(after, "/step-up", kept, "AAAAAA").problem()).isEqualTo("unauthorized");
		assertThat(post(after, "/step-up/passcode", kept, "").status()).isEqualTo(202);
		Answer answer = post(after, "/step-up", kept, after.mailedPasscode(holder));
		assertThat(answer.status()).isEqualTo(200);
		String token = answer.text("token");
		assertThat(after.verify(token, MAC).text("status")).isEqualTo("authorized");
		assertThat(answer.text("sessionId")).isEqualTo(session);
		// The answer may be lost: the token leads to the same successor, as ever.
		assertThat(after.verify(kept, MAC).text("token")).isEqualTo(token);
		for (String other : others) {
			assertStepUp(after, other);
		}
	}

	private static void assertStepUp(TestService after, String token) {
		assertThat(after.verify(token, MAC).problem()).isEqualTo("step-up-required");
		assertThat(after.renew(token, MAC).problem()).isEqualTo("step-up-required");
		assertThat(after.verify(token, "00:00:00:00:00:01").problem()).isEqualTo("unauthorized");
	}

	/** The old one is no more than what it takes to choose another one. */
	private static void assertNoPasswordIsGoodByItself(TestService after, String changed) {
		assertThat(after.login(changed, MAC, after.passcode(changed, MAC)).problem())
			.isEqualTo("password-change-required");
		changePassword(after, changed);
		String login = credentials(changed);
		assertThat(after.post("/passcode", "{" + login + "}").status()).isEqualTo(202);
		assertThat(after.post("/login", "{%s,\"passcode\":\"%s\"}".formatted(login, after.mailedPasscode(changed)))
			.status()).isEqualTo(200);
	}

	private static void assertNothingElseIsLost(TestService after, Manifest manifest) {
		after.context().getBean(ChainSealer.class).sealAll();
		assertThat(after.context().getBean(Chain.class).verify(null).broken()).isFalse();
		assertThat(text(after, "select reason from audit_event where event = ?", "RESTORED"))
			.isEqualTo("backup of " + manifest.createdAt());
		assertThat(text(after, "select caused_by from audit_event where event = ?", "RESTORED"))
			.isEqualTo("command-line");
		JdbcTemplate creds = creds(after);
		JdbcTemplate passcodes = new JdbcTemplate(after.context().getBean("passcodesDataSource", DataSource.class));
		assertThat(rows(creds, "account")).isEqualTo(manifest.rows().get("account"));
		assertThat(rows(creds, "audit_event")).isGreaterThan(manifest.rows().get("audit_event"));
		assertThat(rows(creds, "session")).isGreaterThanOrEqualTo(manifest.rows().get("session"));
		assertThat(rows(creds, "restore_epoch")).isZero();
		assertThat(rows(passcodes, "known_place")).isGreaterThanOrEqualTo(manifest.rows().get("known_place"));
	}

	@Test
	void beginEpochWhenPostgresWasRestoredByItsOwnToolsThenTheSameHolds() throws Exception {
		TestService service = SharedService.lend(TestStore.POSTGRES);
		String holder = service.newAccount();
		String token = login(service, holder);
		String spending = service.newAccount();
		String passcode = service.passcode(spending, MAC);
		RestoreReport report = service.context()
			.getBean(Restores.class)
			.beginEpoch(new RestoreChoice(SessionChoice.STEP_UP, PasswordChoice.REPLACE));
		assertThat(report.epoch()).isEqualTo(new Epoch(1, 2, 2, 0, List.of(), List.of(), List.of()));
		service.context().getBean(RestoreRecord.class).afterSingletonsInstantiated();
		assertThat(rows(creds(service), "restore_epoch")).isZero();
		assertThat(text(service, "select reason from audit_event where event = ?", "RESTORED"))
			.startsWith("backup of 2026-11-2");
		assertThat(service.login(spending, MAC, passcode).problem()).isEqualTo("invalid-credentials");
		assertStepUp(service, token);
		assertThat(post(service, "/step-up/passcode", token, "").status()).isEqualTo(202);
		String next = post(service, "/step-up", token, service.mailedPasscode(holder)).text("token");
		assertThat(service.verify(next, MAC).text("status")).isEqualTo("authorized");
		SharedService.giveBack(service);
	}

	private static String login(TestService service, String email) {
		return service.login(email, MAC, service.passcode(email, MAC)).text("token");
	}

	private static void changePassword(TestService service, String email) {
		assertThat(
				service
					.post("/account/password",
							"{%s,\"passcode\":\"%s\",\"newPassword\":\"%s\"}".formatted(
									TestService.credentials(email, MAC), service.passcode(email, MAC), NEW_PASSWORD))
					.status())
			.isEqualTo(204);
	}

	private static String credentials(String email) {
		return TestService.credentials(email, MAC).replace(TestService.PASSWORD, NEW_PASSWORD);
	}

	private static Answer post(TestService service, String path, String token, String passcode) {
		String more = passcode.isEmpty() ? "" : ",\"passcode\":\"" + passcode + "\"";
		return service.post(path, "{\"token\":\"%s\",\"mac\":\"%s\"%s}".formatted(token, MAC, more));
	}

	private static JdbcTemplate creds(TestService service) {
		return new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class));
	}

	private static String text(TestService service, String sql, String parameter) {
		return Objects
			.requireNonNull(creds(service).queryForObject(sql, (row, number) -> RestoreEpoch.text(row, 1), parameter));
	}

	private static Long rows(JdbcTemplate database, String table) {
		return Objects.requireNonNull(database.queryForObject("select count(*) from " + table, Long.class));
	}

}
