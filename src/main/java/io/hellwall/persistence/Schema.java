package io.hellwall.persistence;

import java.util.List;
import java.util.function.UnaryOperator;

import io.hellwall.persistence.StoreProperties.Location;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateResult;

/**
 * The tables of one store, which opens and is not damaged. They may be missing, or of an
 * earlier version.
 */
final class Schema {

	private final FluentConfiguration migrations;

	private final UnaryOperator<String> failure;

	private final ValidateResult found;

	/**
	 * @param migrations where they are, and the store
	 * @param failure makes the message of a failure of its reason
	 */
	Schema(FluentConfiguration migrations, UnaryOperator<String> failure) {
		// All or none, so that the version before can still start.
		this.migrations = migrations.group(true);
		this.failure = failure;
		try {
			this.found = migrations.load().validateWithResult();
		}
		catch (FlywayException ex) {
			throw failed(ex);
		}
	}

	/**
	 * Opens a store and checks it, but creates or upgrades no table.
	 * @throws IllegalStateException if it cannot be opened, is damaged, or would lose
	 * what was committed when the power fails
	 */
	static Schema of(String name, Location location, StoreProperties.Postgres limits) {
		return location.url().startsWith(SqliteStore.PREFIX) ? SqliteStore.schema(name, location.url())
				: PostgresStore.schema(name, location, limits);
	}

	/** Whether the tables are those of this version. */
	boolean isCurrent() {
		return this.found.validationSuccessful;
	}

	/**
	 * Creates or upgrades the tables.
	 * @throws IllegalStateException if they are newer than this program, or a migration
	 * fails
	 */
	void upgrade() {
		upgrade(() -> {
		});
	}

	/**
	 * Creates or upgrades the tables, and commits that when something else is done.
	 * @param before what is done, after all migrations but before their commit. If it
	 * fails, the tables stay as they were.
	 */
	void upgrade(Runnable before) {
		AfterLast last = new AfterLast(this.found.invalidMigrations.stream().map((it) -> it.version).toList(), before);
		if (!isCurrent()) {
			try {
				this.migrations.callbacks(new Callback[] { last }).load().migrate();
			}
			catch (FlywayException ex) {
				throw failed(ex);
			}
		}
		if (!last.done) { // nothing was missing, or all, or another node was faster
			before.run();
		}
	}

	private IllegalStateException failed(FlywayException ex) {
		return new IllegalStateException(this.failure.apply(String.valueOf(ex.getMessage())), ex);
	}

	/** Does something after the last one of some migrations, in their transaction. */
	private static final class AfterLast extends BaseCallback {

		private final MigrationVersion last;

		private final Runnable action;

		private boolean done;

		AfterLast(List<String> versions, Runnable action) {
			this.last = versions.stream()
				.map(MigrationVersion::fromVersion)
				.max(MigrationVersion::compareTo)
				.orElse(MigrationVersion.EMPTY);
			this.action = action;
		}

		@Override
		public boolean supports(Event event, Context context) {
			return event == Event.AFTER_EACH_MIGRATE && this.last.equals(context.getMigrationInfo().getVersion());
		}

		@Override
		public void handle(Event event, Context context) {
			this.action.run();
			this.done = true;
		}

	}

}
