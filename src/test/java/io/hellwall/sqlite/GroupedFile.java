package io.hellwall.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import io.hellwall.metrics.Meters;

import static org.awaitility.Awaitility.await;

/** A file with one table, its commits in groups, and a connection that reads it. */
final class GroupedFile implements AutoCloseable {

	/** So long that no group is over before a test wants it. */
	static final Duration AGES = Duration.ofHours(1);

	final FaultyDriver driver = new FaultyDriver();

	final Meters meters = new Meters();

	private final String url;

	private final GroupCommit commits;

	private final Connection reader;

	GroupedFile(Path folder) throws SQLException {
		this.url = "jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db");
		this.commits = commits(AGES, Duration.ofSeconds(5));
		this.reader = DriverManager.getConnection(this.url);
		try (Connection connection = this.commits.getConnection()) {
			execute(connection, "create table item (name text not null unique, id integer primary key)");
		}
		this.driver.executed.clear();
		this.driver.connections.set(0);
	}

	String url() {
		return this.url;
	}

	GroupCommit commits() {
		return this.commits;
	}

	GroupCommit commits(Duration longest, Duration maxWait) {
		SqlitePool pool = new SqlitePool(this.url, SqliteOptions.toWrite(), 1, maxWait);
		pool.setDriver(this.driver);
		return new GroupCommit(pool, longest, "creds", this.meters);
	}

	Connection begin() throws SQLException {
		Connection connection = this.commits.getConnection();
		connection.setAutoCommit(false);
		return connection;
	}

	/** What others can read. */
	List<String> names() throws SQLException {
		List<String> names = new ArrayList<>();
		try (Statement statement = this.reader.createStatement();
				ResultSet row = statement.executeQuery("select name from item order by name")) {
			while (row.next()) {
				names.add(row.getString(1));
			}
		}
		return names;
	}

	/** What was executed, without inserts. */
	List<String> transactions() {
		return this.driver.executed.stream().filter((sql) -> !sql.startsWith("insert")).toList();
	}

	static String ask(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getString(1);
		}
	}

	static void insert(Connection connection, String name) throws SQLException {
		execute(connection, "insert into item (name) values ('" + name + "')");
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.execute();
		}
	}

	/** In a thread of its own, since it may have to wait for others. */
	static FutureTask<Boolean> commit(Connection connection) {
		return start(() -> {
			connection.commit();
			connection.close();
		}).task;
	}

	/** Starts work, and waits until it waits for the connection. */
	static FutureTask<Boolean> run(Work work) {
		Started started = start(work);
		started.waits();
		return started.task;
	}

	static Started start(Work work) {
		FutureTask<Boolean> task = new FutureTask<>(() -> {
			work.run();
			return true;
		});
		return new Started(Thread.ofVirtual().start(task), task);
	}

	/** A member that waits for the connection now. */
	Member member(String name) {
		return new Member(this.commits, name);
	}

	@Override
	public void close() throws SQLException {
		this.driver.fail("", null);
		this.reader.close();
		this.commits.close();
	}

	interface Work {

		void run() throws Exception;

	}

	record Started(Thread thread, FutureTask<Boolean> task) {

		void waits() {
			await().until(() -> this.thread.getState() == Thread.State.TIMED_WAITING);
		}

	}

	/**
	 * Waits for the connection, inserts a row, and waits until it may end its
	 * transaction.
	 */
	static final class Member {

		final Thread thread;

		final FutureTask<Boolean> task;

		volatile boolean rollsBack;

		volatile boolean closes;

		volatile boolean autoCommits;

		volatile boolean interrupted;

		private final CountDownLatch inserted = new CountDownLatch(1);

		private final CountDownLatch end = new CountDownLatch(1);

		Member(GroupCommit commits, String name) {
			Started started = start(() -> work(commits, name));
			this.thread = started.thread();
			this.task = started.task();
			started.waits();
		}

		void hasInserted() throws InterruptedException {
			this.inserted.await();
		}

		void goOn() {
			this.end.countDown();
		}

		private void work(GroupCommit commits, String name) throws Exception {
			try (Connection connection = commits.getConnection()) {
				connection.setAutoCommit(this.autoCommits);
				try {
					insert(connection, name);
				}
				finally {
					this.inserted.countDown();
					this.end.await();
				}
				if (this.rollsBack) {
					connection.rollback();
				}
				else if (!this.closes && !this.autoCommits) {
					connection.commit();
				}
			}
			finally {
				this.interrupted = Thread.currentThread().isInterrupted();
			}
		}

	}

}
