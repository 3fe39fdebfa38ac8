package io.hellwall.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import io.hellwall.metrics.Scrape;
import io.hellwall.sqlite.GroupedFile.Member;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What a group does when something fails, ends or is interrupted. */
@Timeout(30)
class GroupFailureTest {

	@TempDir
	static Path folder;

	private GroupedFile file;

	@BeforeEach
	void open() throws SQLException {
		this.file = new GroupedFile(folder);
	}

	@AfterEach
	void close() throws SQLException {
		this.file.close();
	}

	/** SQLite may have rolled back the whole transaction, not only the statement. */
	@ParameterizedTest
	@CsvSource({ "commit, SQLITE_FULL", "commit, SQLITE_IOERR_FSYNC", "commit, SQLITE_BUSY",
			"commit, SQLITE_CONSTRAINT_FOREIGNKEY", "insert, SQLITE_FULL", "insert, SQLITE_IOERR_WRITE",
			"insert, SQLITE_NOMEM", "insert, SQLITE_ERROR", "savepoint, SQLITE_NOMEM", "release, SQLITE_NOMEM" })
	void commitWhenSomethingFailsThenFailsForAllAndTheNextHasANewConnection(String sql, SQLiteErrorCode code)
			throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		this.file.driver.fail(sql, code);
		Member second = this.file.member("b");
		FutureTask<Boolean> committed = GroupedFile.commit(first);
		second.hasInserted();
		second.goOn();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(second.task::get)
			.withMessageContaining("injected");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(committed::get)
			.havingCause()
			.isInstanceOf(SQLTransientException.class)
			.withMessageContaining("shared")
			.withNoCause(); // a bug of another is none of this one
		assertThat(this.file.names()).isEmpty();
		assertThat(Scrape.of(this.file.meters).value("hellwall_store_failures_total{store=\"creds\"}")).isOne();
		this.file.driver.fail("", null);
		try (Connection next = this.file.begin()) {
			GroupedFile.insert(next, "c");
			next.commit();
		}
		assertThat(this.file.names()).containsExactly("c");
		assertThat(this.file.driver.connections).hasValue(1);
	}

	@Test
	void rollbackWhenTheGroupFailsThenFails() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		Member second = this.file.member("b");
		second.rollsBack = true;
		this.file.driver.fail("commit", SQLiteErrorCode.SQLITE_FULL);
		FutureTask<Boolean> committed = GroupedFile.commit(first);
		second.hasInserted();
		Member third = this.file.member("c");
		second.goOn();
		third.hasInserted();
		third.goOn();
		for (FutureTask<Boolean> task : List.of(committed, second.task, third.task)) {
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(task::get).withMessageContaining("injected");
		}
		this.file.driver.fail("", null);
		assertThat(this.file.names()).isEmpty();
	}

	/** By its cause a bug of our own is told from a store that is away. */
	@Test
	void rollbackWhenAnErrorClosedTheConnectionThenTellsIt() throws Exception {
		this.file.driver.fail("insert", SQLiteErrorCode.SQLITE_ERROR);
		try (Connection connection = this.file.begin()) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> GroupedFile.insert(connection, "a"));
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::rollback)
				.havingCause()
				.withMessageContaining("injected");
		}
	}

	/** Otherwise its other statements would be a transaction of their own. */
	@Test
	void beginWhenItFailsThenTheRestIsRefusedUntilItIsRolledBack() throws Exception {
		this.file.driver.fail("begin", SQLiteErrorCode.SQLITE_BUSY);
		try (Connection connection = this.file.begin()) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> GroupedFile.insert(connection, "a"))
				.withMessageContaining("injected");
			this.file.driver.fail("", null);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> GroupedFile.insert(connection, "b"))
				.havingCause()
				.withMessageContaining("injected");
			connection.rollback();
			GroupedFile.insert(connection, "c");
			connection.commit();
		}
		assertThat(this.file.names()).containsExactly("c");
	}

	@Test
	void commitWhenTheTransactionDidNotBeginThenFails() throws Exception {
		this.file.driver.fail("begin", SQLiteErrorCode.SQLITE_BUSY);
		try (Connection connection = this.file.begin()) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> GroupedFile.insert(connection, "a"));
			this.file.driver.fail("", null);
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit);
		}
		assertThat(this.file.names()).isEmpty();
	}

	@Test
	void executeWhenTheTransactionOfTheStatementIsOverThenRefuses() throws Exception {
		try (Connection connection = this.file.begin();
				PreparedStatement insert = connection.prepareStatement("insert into item (name) values ('a')")) {
			insert.executeUpdate();
			connection.commit();
			assertThatExceptionOfType(SQLException.class).isThrownBy(insert::executeUpdate)
				.withMessageContaining("closed");
			GroupedFile.insert(connection, "b");
			connection.commit();
		}
		assertThat(this.file.names()).containsExactly("a", "b");
	}

	@Test
	void getConnectionWhenNobodyHandsItOverThenGivesUp() throws Exception {
		try (GroupCommit impatient = this.file.commits(GroupedFile.AGES, Duration.ofMillis(20));
				Connection first = impatient.getConnection()) {
			first.setAutoCommit(false);
			GroupedFile.insert(first, "a");
			assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(impatient::getConnection)
				.withMessage("no connection became free within 20 ms");
			first.commit();
			assertThat(this.file.names()).containsExactly("a");
		}
	}

	/** Else it would wait for its turn, and as long again for another process. */
	@Test
	void beginWhenItWaitedForItsTurnThenWaitsForOthersAsMuchLess() throws Exception {
		AtomicInteger timeout = new AtomicInteger();
		FutureTask<Boolean> second;
		try (Connection first = this.file.commits().getConnection()) {
			GroupedFile.insert(first, "a");
			second = GroupedFile.run(() -> timeout.set(timeoutOfATransaction()));
			Thread.sleep(250);
		}
		second.get();
		assertThat(timeout).hasValueBetween(0, 4800);
		assertThat(timeoutOfATransaction()).isEqualTo(5000);
	}

	private int timeoutOfATransaction() throws SQLException {
		try (Connection connection = this.file.begin()) {
			GroupedFile.insert(connection, "timeout");
			return connection.unwrap(SQLiteConnection.class).getBusyTimeout();
		}
	}

	@Test
	void getConnectionWhenInterruptedThenGivesUp() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		Member second = this.file.member("b");
		second.thread.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(second.task::get)
			.withMessageContaining("interrupted");
		first.commit();
		assertThat(this.file.names()).containsExactly("a");
	}

	/** It must not answer before it knows. */
	@Test
	void commitWhenInterruptedThenStillWaits() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		Member second = this.file.member("b");
		Member third = this.file.member("c");
		FutureTask<Boolean> committed = GroupedFile.commit(first);
		second.hasInserted();
		second.goOn();
		third.hasInserted();
		second.thread.interrupt();
		await().until(() -> !second.thread.isInterrupted()); // it was woken up
		assertThat(second.task).isNotDone();
		third.goOn();
		assertThat(second.task.get()).isTrue();
		assertThat(second.interrupted).isTrue();
		assertThat(committed.get()).isTrue();
		assertThat(this.file.names()).containsExactly("a", "b", "c");
	}

	@Test
	void closeWhenAGroupIsOpenThenCommitsItAndRefusesTheNext() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		FutureTask<Boolean> closed = GroupedFile.run(this.file.commits()::close);
		first.commit();
		assertThat(closed.get()).isTrue();
		assertThat(this.file.names()).containsExactly("a");
		assertThatExceptionOfType(SQLException.class).isThrownBy(this.file.commits()::getConnection);
	}

}
