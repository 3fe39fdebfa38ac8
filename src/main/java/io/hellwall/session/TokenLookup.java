package io.hellwall.session;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.account.AccountId;
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

	/** Three look-ups by primary key. */
	private static final String FIND = """
			select t.generation, t.expires_at, t.superseded_at, t.used_at, s.id, s.account_id, s.email,
				s.credential_fingerprint, s.ends_at, s.ended_at, (a.status = 'ACTIVE' and a.email = s.email
				and a.credential_fingerprint = s.credential_fingerprint)
			from master_token t
			join session s on s.id = t.session_id
			join account a on a.id = s.account_id
			where t.hmac = ?""";

	private final JdbcTemplate creds;

	TokenLookup(@Qualifier("credsReaders") DataSource creds) {
		this.creds = new JdbcTemplate(creds);
	}

	/** What is committed now about the token with this HMAC. */
	Optional<TokenState> find(byte[] hmac) {
		return Optional.ofNullable(this.creds.query(FIND, (statement) -> statement.setBytes(1, hmac),
				(row) -> row.next() ? state(hmac, row) : null));
	}

	private static TokenState state(byte[] hmac, ResultSet row) throws SQLException {
		return new TokenState(hmac, row.getInt(1), Instant.ofEpochMilli(row.getLong(2)), instant(row, 3),
				instant(row, 4), new SessionId(uuid(row, 5)), new AccountId(uuid(row, 6)), row.getString(7),
				row.getBytes(8), Instant.ofEpochMilli(row.getLong(9)), instant(row, 10), row.getBoolean(11));
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
