package io.hellwall.session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.TestService;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;

/** What the service has stored of its sessions. */
final class Records {

	private final JdbcTemplate creds;

	Records(TestService service) {
		this.creds = new JdbcTemplate(service.context().getBean(DataSource.class));
	}

	/** How often that event was stored for that session. */
	int events(String event, String sessionId) {
		return (int) this.creds.queryForList("select session_id from audit_event where event = ?", event)
			.stream()
			.filter((row) -> uuid(row.get("session_id")).equals(UUID.fromString(sessionId)))
			.count();
	}

	/** How many tokens of a session there are. */
	int tokens(String sessionId) {
		return (int) this.creds.queryForList("select session_id from master_token")
			.stream()
			.filter((row) -> uuid(row.get("session_id")).equals(UUID.fromString(sessionId)))
			.count();
	}

	/** The stored events and reasons of that session, without its login. */
	List<String> ends(String sessionId) {
		return this.creds
			.queryForList("select session_id, event, reason from audit_event where session_id is not null order by id")
			.stream()
			.filter((row) -> uuid(row.get("session_id")).equals(UUID.fromString(sessionId)))
			.map((row) -> row.get("event") + " " + row.get("reason"))
			.filter((event) -> !event.startsWith("LOGIN_GRANTED"))
			.toList();
	}

	/** PostgreSQL has a type for it, SQLite has bytes. */
	private static UUID uuid(@Nullable Object value) {
		if (value instanceof byte[] bytes) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			return new UUID(buffer.getLong(), buffer.getLong());
		}
		return (UUID) Objects.requireNonNull(value);
	}

	int sessions(String email) {
		Integer count = this.creds.queryForObject("select count(*) from session where email = ?", Integer.class, email);
		return (count != null) ? count : 0;
	}

	int rows(String table) {
		Integer count = this.creds.queryForObject("select count(*) from " + table, Integer.class);
		return (count != null) ? count : 0;
	}

	void disable(String email) {
		this.creds.update("update account set status = 'DISABLED' where email = ?", email);
	}

}
