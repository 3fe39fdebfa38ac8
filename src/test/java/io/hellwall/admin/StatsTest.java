package io.hellwall.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.account.AccountEdit;
import io.hellwall.account.AccountId;
import io.hellwall.account.AccountStatus;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.audit.Actor;
import io.hellwall.lifecycle.AccountLifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The counts for a widget on a home page. */
class StatsTest {

	private static final String MAC = TestService.MAC;

	@TempDir
	Path folder;

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void statsWhenThingsHappenThenCountsThemForADay(TestStore store) {
		try (TestService service = TestService.start(this.folder, store)) {
			assertThat(counts(service)).containsExactly(0L, 0L, 0L, 0L, 0L, 0L);
			String email = service.newAccount();
			service.login(email, MAC, service.passcode(email, MAC));
			String token = service.login(email, MAC, service.passcode(email, MAC)).text("token");
			service.logout(token, MAC);
			String disabled = service.newAccount();
			service.post("/passcode", "{" + TestService.credentials(disabled, MAC).replace("correct", "wrong") + "}");
			service.post("/passcode", "{" + TestService.credentials("nobody@example.org", MAC) + "}");
			service.login(email, MAC, "AAAAAA");
			disable(service, disabled);
			await().untilAsserted(() -> assertThat(counts(service)).containsExactly(2L, 1L, 1L, 1L, 2L, 2L));
			service.clock().advance(Duration.ofHours(24));
			assertThat(counts(service)).containsExactly(2L, 1L, 1L, 1L, 0L, 0L);
			service.clock().advance(Duration.ofDays(29));
			assertThat(counts(service)).containsExactly(2L, 1L, 1L, 0L, 0L, 0L);
		}
	}

	private static void disable(TestService service, String email) {
		AccountLifecycle lifecycle = service.context().getBean(AccountLifecycle.class);
		AccountId id = service.context().getBean(Accounts.class).find(EmailAddress.parse(email)).orElseThrow().id();
		lifecycle.change(id, (version) -> true, AccountEdit.of(AccountStatus.DISABLED), Actor.COMMAND_LINE);
	}

	private static List<Long> counts(TestService service) {
		JsonNode stats = service.get("/admin/stats", service.adminKey()).json();
		return List.of("accounts", "activeAccounts", "disabledAccounts", "sessions", "logins", "refusals")
			.stream()
			.map((name) -> stats.path(name).asLong(-1))
			.toList();
	}

}
