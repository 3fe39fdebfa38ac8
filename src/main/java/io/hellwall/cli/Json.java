package io.hellwall.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import io.hellwall.account.Account;
import io.hellwall.adminkey.AdminKey;
import io.hellwall.client.Client;
import io.hellwall.client.NewClient;
import io.hellwall.serverkey.ServerKeyView;
import io.hellwall.session.OpenSession;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes results for scripts: one JSON object a line, with the names of the HTTP API. */
final class Json {

	static final String DESCRIPTION = "Prints JSON, one object a line.";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private Json() {
	}

	static String of(Account account) {
		return line("id", account.id(), "email", account.email().value(), "phone",
				(account.phone() != null) ? account.phone().value() : null, "status", account.status(), "binding",
				account.binding(), "language", account.language(), "createdAt", account.createdAt(), "version",
				account.version());
	}

	static String of(OpenSession session) {
		return line("id", session.id(), "mac", session.mac().value(), "network", session.network(), "openedAt",
				session.openedAt(), "lastSeenAt", session.lastSeenAt(), "endsAt", session.endsAt());
	}

	static String of(AdminKey key) {
		return line("name", key.name(), "createdAt", key.createdAt(), "revokedAt", key.revokedAt());
	}

	static String of(ServerKeyView key) {
		return line("fingerprint", key.fingerprint(), "state", key.state(), "addedAt", key.addedAt(), "sessions",
				key.sessions(), "webhooks", key.webhooks());
	}

	static String of(Client client) {
		return line("id", client.id(), "name", client.name(), "mayIntrospect", client.mayIntrospect(), "mayRevoke",
				client.mayRevoke(), "createdAt", client.createdAt());
	}

	static String of(NewClient added) {
		Client client = added.client();
		return line("id", client.id(), "secret", added.secret().text(), "name", client.name(), "mayIntrospect",
				client.mayIntrospect(), "mayRevoke", client.mayRevoke(), "createdAt", client.createdAt());
	}

	/**
	 * Names and values in turn. A null is left out; numbers and booleans stay what they
	 * are.
	 */
	static String line(@Nullable Object... fields) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = 0; i < fields.length; i += 2) {
			Object value = fields[i + 1];
			if (value != null) {
				object.put(String.valueOf(fields[i]),
						(value instanceof Number || value instanceof Boolean) ? value : value.toString());
			}
		}
		return MAPPER.writeValueAsString(object);
	}

}
