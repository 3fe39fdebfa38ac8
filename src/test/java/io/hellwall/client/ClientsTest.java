package io.hellwall.client;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.audit.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Registered clients: added, shown once, recognised, removed. */
@ParameterizedClass
@ArgumentsSource(TestStore.Tested.class)
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class ClientsTest {

	private static final ClientName NAME = new ClientName("orders");

	@Parameter
	TestStore store;

	private TestService service;

	private Clients clients;

	@BeforeEach
	void start() {
		this.service = SharedService.on(this.store);
		this.clients = this.service.context().getBean(Clients.class);
	}

	@Test
	void findWhenAddedThenGivesTheClient() {
		NewClient added = this.clients.add(NAME, true, false, Actor.COMMAND_LINE);
		assertThat(added.client().name()).isEqualTo(NAME);
		assertThat(added.client().mayIntrospect()).isTrue();
		assertThat(added.client().mayRevoke()).isFalse();
		assertThat(added.client().createdAt()).isEqualTo(this.service.clock().instant());
		assertThat(added.secret().text()).matches("hellwall_client_[0-9a-f]{64}");
		assertThat(this.clients.find(added.client().id(), added.secret())).contains(added.client());
		assertThat(this.clients.list()).contains(added.client());
	}

	@Test
	void findWhenTheSecretIsAnothersThenNone() {
		NewClient one = this.clients.add(NAME, true, true, Actor.COMMAND_LINE);
		NewClient other = this.clients.add(NAME, true, true, Actor.COMMAND_LINE);
		assertThat(one.client().id()).isNotEqualTo(other.client().id());
		assertThat(this.clients.find(one.client().id(), other.secret())).isEmpty();
		assertThat(this.clients.find(new ClientId(UUID.randomUUID()), one.secret())).isEmpty();
	}

	@Test
	void findWhenRemovedThenNone() {
		NewClient added = this.clients.add(NAME, false, true, Actor.COMMAND_LINE);
		assertThat(this.clients.remove(added.client().id(), Actor.COMMAND_LINE)).isTrue();
		assertThat(this.clients.find(added.client().id(), added.secret())).isEmpty();
		assertThat(this.clients.list()).doesNotContain(added.client());
		assertThat(this.clients.remove(added.client().id(), Actor.COMMAND_LINE)).isFalse();
	}

	@Test
	void addWhenStoredThenTheSecretIsNowhereButWithItsHolder() {
		NewClient added = this.clients.add(new ClientName("stored " + UUID.randomUUID()), true, false,
				Actor.COMMAND_LINE);
		byte[] hash = Objects.requireNonNull(creds().queryForObject("select hash from client where name = ?",
				byte[].class, added.client().name().value()));
		assertThat(hash).hasSize(32).isEqualTo(added.secret().hash());
		assertThat(added.secret()).hasToString("ClientSecret[redacted]");
		assertThat(added.toString()).doesNotContain(added.secret().text());
	}

	@Test
	void changeWhenMadeThenTheAuditSaysByWhomAndOfWhichClient() {
		Actor by = Actor.admin(UUID.randomUUID().toString());
		NewClient added = this.clients.add(NAME, true, false, by);
		this.clients.remove(added.client().id(), by);
		this.clients.remove(added.client().id(), by);
		assertThat(
				creds().queryForList("select event || ' ' || reason from audit_event where caused_by = ? order by id",
						String.class, by.name()))
			.isEqualTo(List.of("CLIENT_ADDED " + added.client().id(), "CLIENT_REMOVED " + added.client().id()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "-a", "a ", "a\n", "a\tb", "ä", "a<b", "a'b",
			"12345678901234567890123456789012345678901234567890123456789012345" })
	void nameWhenOfAnotherFormThenRefuses(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ClientName(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1-1-1-1-1", "0F8C7A52-12D4-4C8E-8A6E-2F6A3A9D1B10", "orders",
			" 0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10" })
	void idWhenOfAnotherFormThenRefuses(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClientId.parse(text));
		assertThat(ClientId.find(text)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hellwall_client_", "hellwall_admin_", "hellwall_client_0" })
	void secretWhenOfAnotherFormThenNone(String prefix) {
		assertThat(ClientSecret.parse(prefix)).isEmpty();
		String digits = "5d".repeat(32);
		assertThat(ClientSecret.parse(prefix + digits).isPresent()).isEqualTo(prefix.equals("hellwall_client_"));
		assertThat(ClientSecret.parse("hellwall_client_" + digits.toUpperCase(Locale.ROOT))).isEmpty();
	}

	private JdbcTemplate creds() {
		return new JdbcTemplate(this.service.context().getBean("credsDataSource", DataSource.class));
	}

}
