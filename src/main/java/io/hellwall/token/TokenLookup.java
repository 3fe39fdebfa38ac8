package io.hellwall.token;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.account.AccountId;
import io.hellwall.binding.BindingMode;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Looks a token up. This is nearly all that a busy service asks of its store, so it is
 * one statement without a transaction or entities: with them, it took four times as long.
 */
@Component
class TokenLookup {

	/**
	 * Three look-ups by primary key. The inner select is for SQLite, which would else
	 * prepare the statement again for each value of its parameter: that took longer than
	 * the look-ups.
	 */
	private static final String FIND = """
			select t.master, t.binding, t.generation, t.expires_at, t.superseded_at, t.used_at, s.id, s.account_id,
				s.email, s.credential_fingerprint, s.mac, s.ends_at, s.ended_at, (a.status = 'ACTIVE'
				and a.email = s.email and a.credential_fingerprint = s.credential_fingerprint), a.binding,
				s.last_seen_at, s.proof_due
			from master_token t
			join session s on s.id = t.session_id
			join account a on a.id = s.account_id
			where t.handle = (select ?)""";

	private final JdbcTemplate creds;

	TokenLookup(@Qualifier("credsReaders") DataSource creds) {
		this.creds = new JdbcTemplate(creds);
	}

	/** What is committed now about the token with this handle. */
	Optional<TokenState> find(byte[] handle) {
		return Optional.ofNullable(this.creds.query(FIND, (statement) -> statement.setBytes(1, handle),
				(row) -> row.next() ? state(handle, row) : null));
	}

	private static TokenState state(byte[] handle, ResultSet row) throws SQLException {
		SessionId session = new SessionId(uuid(row, 7));
		String accountMode = row.getString(15);
		return new TokenState(handle, row.getBytes(1), row.getString(2), row.getInt(3),
				Instant.ofEpochMilli(row.getLong(4)), instant(row, 5), instant(row, 6), session,
				new AccountId(uuid(row, 8)), row.getString(9), row.getBytes(10), row.getString(11),
				Instant.ofEpochMilli(row.getLong(12)), instant(row, 13), row.getBoolean(14),
				(accountMode != null) ? BindingMode.parse(accountMode) : null, Instant.ofEpochMilli(row.getLong(16)),
				row.getInt(17) != 0);
	}

	private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
		long millis = row.getLong(column);
		return row.wasNull() ? null : Instant.ofEpochMilli(millis);
	}

	/** PostgreSQL has a type for it, SQLite has bytes. */
	private static UUID uuid(ResultSet row, int column) throws SQLException {
		if (row.getObject(column) instanceof UUID uuid) {
			return uuid;
		}
		ByteBuffer bytes = ByteBuffer.wrap(row.getBytes(column));
		return new UUID(bytes.getLong(), bytes.getLong());
	}

}
