package io.hellwall.session;

import java.nio.file.Path;
import java.time.Duration;

import io.hellwall.TestService;
import io.hellwall.TestStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions that are over go, with their tokens; all others stay. */
class SessionPurgeTest {

	private static final String MAC = TestService.MAC;

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void purgeDeletesWhatIsOverAndNothingElse(TestStore store) {
		try (TestService service = TestService.start(this.folder, store)) {
			Records records = new Records(service);
			String old = service.newToken();
			service.clock().advance(Duration.ofDays(30).minusMillis(1));
			String loggedOut = service.newToken();
			String live = service.newToken();
			service.logout(loggedOut, MAC);
			String successor = service.renew(live, MAC).text("token");
			purge(service);
			assertThat(records.rows("session")).isEqualTo(2);
			assertThat(records.rows("master_token")).isEqualTo(3);
			service.clock().advance(Duration.ofMillis(1));
			purge(service);
			assertThat(records.rows("session")).isEqualTo(1);
			assertThat(records.rows("master_token")).isEqualTo(2);
			assertThat(service.verify(old, MAC).status()).isEqualTo(401);
			assertThat(service.verify(successor, MAC).text("status")).isEqualTo("authorized");
		}
	}

	/** Of passcodes, of sessions and of audit events. */
	@ParameterizedTest
	@EnumSource(names = "SQLITE")
	void purgesAreScheduled(TestStore store) {
		try (TestService service = TestService.start(this.folder, store)) {
			assertThat(service.context().getBeansOfType(ScheduledTaskHolder.class).values())
				.flatExtracting(ScheduledTaskHolder::getScheduledTasks)
				.extracting(Object::toString)
				.contains("io.hellwall.passcode.PasscodePurge.purge", "io.hellwall.session.SessionPurge.purge",
						"io.hellwall.audit.Audit.purge");
		}
	}

	private static void purge(TestService service) {
		service.context().getBean(SessionPurge.class).purge();
	}

}
