package io.hellwall.backup;

import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes to the audit that a backup was restored, at the first start after it and before
 * a request is served. The restore itself cannot: it may not have the server key, which a
 * row of the audit is stamped with.
 */
@Component
@Profile("!cli")
class RestoreRecord implements SmartInitializingSingleton {

	private final JdbcTemplate creds;

	private final TransactionTemplate transaction;

	private final Audit audit;

	RestoreRecord(DataSource creds, PlatformTransactionManager transactions, Audit audit) {
		this.creds = new JdbcTemplate(creds);
		this.transaction = new TransactionTemplate(transactions);
		this.audit = audit;
	}

	/** Of several nodes, the one that deletes the row writes. */
	@Override
	public void afterSingletonsInstantiated() {
		this.transaction.executeWithoutResult(
				(status) -> this.creds
					.query("delete from restore_epoch returning restored_at, backup_at",
							(row, number) -> new Restore(row.getLong(1), row.getLong(2)))
					.forEach(this::write));
	}

	private void write(Restore restore) {
		append(Event.RESTORED, "backup of " + Instant.ofEpochMilli(restore.backupAt()));
		names("select name from admin_key where revoked_at = ?", restore)
			.forEach((name) -> append(Event.ADMIN_KEY_REVOKED, name));
		names("select id from webhook where disabled_at = ?", restore)
			.forEach((id) -> append(Event.WEBHOOK_DISABLED, id));
	}

	private List<String> names(String sql, Restore restore) {
		return this.creds.query(sql, (row, number) -> RestoreEpoch.text(row, 1), restore.at());
	}

	private void append(Event event, String about) {
		this.audit.append(Entry.of(event).by(Actor.COMMAND_LINE).about(about));
	}

	private record Restore(long at, long backupAt) {
	}

}
