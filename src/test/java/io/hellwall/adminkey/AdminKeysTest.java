package io.hellwall.adminkey;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.audit.Actor;
import io.hellwall.audit.AuditFilter;
import io.hellwall.audit.AuditRecord;
import io.hellwall.audit.AuditTrail;
import io.hellwall.audit.Event;
import io.hellwall.audit.EventName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Named keys of administrators: made, shown once, recognised, revoked. */
@EachStore
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class AdminKeysTest {

	@Parameter
	TestStore store;

	private TestService service;

	private AdminKeys keys;

	private AdminKeyName name;

	@BeforeEach
	void start() {
		this.service = SharedService.on(this.store);
		this.keys = this.service.context().getBean(AdminKeys.class);
		this.name = new AdminKeyName(UUID.randomUUID().toString().substring(4));
	}

	@Test
	void findWhenAddedThenGivesTheName() {
		AdminKeySecret secret = add();
		assertThat(secret.text()).matches("hellwall_admin_[0-9a-f]{64}");
		assertThat(this.keys.find(secret)).contains(this.name);
		assertThat(call(secret.text())).isEqualTo(200);
		assertThat(this.keys.find(AdminKeySecret.parse("hellwall_admin_" + "0".repeat(64)).orElseThrow())).isEmpty();
	}

	@Test
	void findWhenRevokedThenRefusedAtTheNextRequest() {
		AdminKeySecret secret = add();
		AdminKeySecret other = this.keys
			.add(new AdminKeyName("x-" + this.name.value().substring(2)), Actor.COMMAND_LINE)
			.orElseThrow();
		assertThat(this.keys.revoke(this.name, Actor.COMMAND_LINE)).isTrue();
		assertThat(this.keys.find(secret)).isEmpty();
		assertThat(call(secret.text())).isEqualTo(401);
		assertThat(call(other.text())).isEqualTo(200);
		assertThat(this.keys.revoke(this.name, Actor.COMMAND_LINE)).isFalse();
	}

	@Test
	void auditWhenAKeyIsAddedOrRevokedThenNamesIt() {
		add();
		this.keys.revoke(this.name, Actor.COMMAND_LINE);
		assertThat(this.service.context()
			.getBean(AuditTrail.class)
			.page(new AuditFilter(null, List.of(EventName.of("privilege_permissions_changed")), null, null, null), null,
					100)
			.events()).filteredOn((it) -> this.name.value().equals(it.reason()))
			.extracting(AuditRecord::type)
			.containsExactlyInAnyOrder(Event.ADMIN_KEY_REVOKED, Event.ADMIN_KEY_ADDED);
	}

	/** The audit log would take two administrators for one. */
	@Test
	void addWhenTheNameWasGivenBeforeThenNone() {
		add();
		assertThat(this.keys.add(this.name, Actor.COMMAND_LINE)).isEmpty();
		this.keys.revoke(this.name, Actor.COMMAND_LINE);
		assertThat(this.keys.add(this.name, Actor.COMMAND_LINE)).isEmpty();
		assertThat(this.keys.add(AdminKeyName.FILE, Actor.COMMAND_LINE)).isEmpty();
	}

	@Test
	void addWhenManyWantOneNameThenOneGetsIt() throws Exception {
		List<Callable<Optional<AdminKeySecret>>> many = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			many.add(() -> this.keys.add(this.name, Actor.COMMAND_LINE));
		}
		List<AdminKeySecret> made = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(many.size())) {
			for (Future<Optional<AdminKeySecret>> result : threads.invokeAll(many)) {
				result.get().ifPresent(made::add);
			}
		}
		assertThat(made).hasSize(1);
		assertThat(this.keys.find(made.getFirst())).contains(this.name);
	}

	@Test
	void listWhenSomeAreRevokedThenSaysWhen() {
		add();
		assertThat(listed().revokedAt()).isNull();
		assertThat(listed().createdAt()).isEqualTo(this.service.clock().instant());
		this.keys.revoke(this.name, Actor.COMMAND_LINE);
		assertThat(listed().revokedAt()).isEqualTo(this.service.clock().instant());
	}

	@Test
	void addWhenStoredThenTheKeyIsNowhereButWithItsHolder() {
		AdminKeySecret secret = add();
		JdbcTemplate creds = new JdbcTemplate(this.service.context().getBean("credsDataSource", DataSource.class));
		byte[] hash = Objects.requireNonNull(
				creds.queryForObject("select hash from admin_key where name = ?", byte[].class, this.name.value()));
		assertThat(hash).hasSize(32).isEqualTo(secret.hash());
		assertThat(secret).hasToString("AdminKeySecret[redacted]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "a b", "-a", "a_b", "admin:file", "ä", "123456789012345678901234567890123" })
	void nameWhenOfAnotherFormThenRefuses(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AdminKeyName(text));
	}

	private AdminKeySecret add() {
		return this.keys.add(this.name, Actor.COMMAND_LINE).orElseThrow();
	}

	private AdminKey listed() {
		return this.keys.list().stream().filter((key) -> key.name().equals(this.name)).findFirst().orElseThrow();
	}

	private int call(String key) {
		return this.service.get("/admin/network", "Authorization", "Bearer " + key).status();
	}

}
