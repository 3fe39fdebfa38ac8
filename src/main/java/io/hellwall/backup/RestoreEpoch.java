package io.hellwall.backup;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.backup.RestoreChoice.PasswordChoice;
import io.hellwall.backup.RestoreChoice.SessionChoice;
import io.hellwall.backup.RestoreReport.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * Begins a new epoch in stores that were put back to an earlier state. What was revoked,
 * changed or spent since then is good again in them, and nobody knows what it was. So
 * nothing of before is good by itself.
 */
final class RestoreEpoch {

	private static final String[] NO_TIME_LIMIT = { "set local statement_timeout = 0",
			"set local idle_in_transaction_session_timeout = 0" };

	private final RestoreChoice choice;

	private final Instant now;

	/**
	 * @param now the time of the restore
	 */
	RestoreEpoch(RestoreChoice choice, Instant now) {
		this.choice = choice;
		this.now = now;
	}

	/**
	 * Begins the epoch. Nobody else may use the stores. If it dies half-way, begin again.
	 * @param backupAt the time of the earlier state; null if nobody knows it
	 */
	Epoch begin(DataSource creds, DataSource passcodes, @Nullable Instant backupAt) throws SQLException {
		int spent;
		try (Connection connection = begin(passcodes)) {
			spent = update(connection, "delete from passcode");
			connection.commit();
		}
		try (Connection connection = begin(creds)) {
			Epoch epoch = new Epoch(sessions(connection), passwords(connection), spent,
					update(connection, "delete from registration"),
					names(connection, "select name from admin_key where revoked_at is null order by name"),
					names(connection, "select id, url from webhook where disabled_at is null order by created_at, id"),
					names(connection, "select id, name from client order by name, id"));
			update(connection, "update admin_key set revoked_at = ? where revoked_at is null", millis());
			update(connection, "update webhook set disabled_at = ? where disabled_at is null", millis());
			update(connection, "insert into restore_epoch (restored_at, backup_at) values (?, ?)", millis(),
					(backupAt != null) ? backupAt.toEpochMilli() : newestEvent(connection).toEpochMilli());
			connection.commit();
			return epoch;
		}
	}

	private int sessions(Connection creds) throws SQLException {
		return (this.choice.sessions() == SessionChoice.STEP_UP)
				? update(creds, "update session set proof_due = 1 where ended_at is null") : update(creds,
						"update session set ended_at = ?, end_reason = 'RESTORED' where ended_at is null", millis());
	}

	private int passwords(Connection creds) throws SQLException {
		return (this.choice.passwords() == PasswordChoice.KEEP) ? 0
				: update(creds, "update account set password_expired = 1, version = version + 1");
	}

	/** What was in the audit last, where nobody knows the time of the backup. */
	static Instant newestEvent(Connection creds) throws SQLException {
		try (PreparedStatement statement = creds.prepareStatement("select coalesce(max(at), 0) from audit_event");
				ResultSet row = statement.executeQuery()) {
			row.next();
			return Instant.ofEpochMilli(row.getLong(1));
		}
	}

	private long millis() {
		return this.now.toEpochMilli();
	}

	private static Connection begin(DataSource store) throws SQLException {
		Connection connection = store.getConnection();
		connection.setAutoCommit(false);
		if (!connection.getMetaData().getDatabaseProductName().equals("SQLite")) {
			// It takes longer than the time limits of requests.
			connection.setNetworkTimeout(Runnable::run, 0);
			for (String sql : NO_TIME_LIMIT) {
				update(connection, sql);
			}
		}
		return connection;
	}

	private static int update(Connection connection, String sql, long... parameters) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setLong(i + 1, parameters[i]);
			}
			return statement.executeUpdate();
		}
	}

	/** Each row as one line. */
	private static List<String> names(Connection connection, String sql) throws SQLException {
		List<String> names = new ArrayList<>();
		try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet row = statement.executeQuery()) {
			while (row.next()) {
				List<String> columns = new ArrayList<>();
				for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
					columns.add(text(row, i));
				}
				names.add(String.join(" ", columns));
			}
		}
		return names;
	}

	/** A name or an id. SQLite has bytes for ids. */
	static String text(ResultSet row, int column) throws SQLException {
		if (row.getObject(column) instanceof byte[] bytes) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			return new UUID(buffer.getLong(), buffer.getLong()).toString();
		}
		return row.getString(column);
	}

}
