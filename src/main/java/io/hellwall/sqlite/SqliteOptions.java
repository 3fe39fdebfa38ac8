package io.hellwall.sqlite;

import java.time.Duration;

import org.sqlite.SQLiteConfig;

/** What a connection to a file is opened with. */
public final class SqliteOptions {

	/** How long a statement waits while another process has the lock of the file. */
	public static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

	private SqliteOptions() {
	}

	public static SQLiteConfig toRead() {
		SQLiteConfig config = waiting();
		config.setReadOnly(true);
		return config;
	}

	/** What it commits survives a power loss. */
	public static SQLiteConfig toWrite() {
		SQLiteConfig config = waiting();
		config.setJournalMode(SQLiteConfig.JournalMode.WAL);
		config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
		config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
		config.enforceForeignKeys(true);
		return config;
	}

	private static SQLiteConfig waiting() {
		SQLiteConfig config = new SQLiteConfig();
		config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
		return config;
	}

}
