package io.hellwall.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import io.hellwall.sqlite.GroupedFile.Member;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class GroupCommitTest {

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

	@Test
	void commitWhenNobodyWaitsThenIsDoneAtOnce() throws Exception {
		try (Connection alone = this.file.begin()) {
			GroupedFile.insert(alone, "a");
			assertThat(this.file.names()).isEmpty();
			alone.commit();
			assertThat(this.file.names()).containsExactly("a");
		}
		assertThat(this.file.transactions()).containsExactly("begin immediate", "commit");
	}

	@Test
	void commitWhenOthersWaitThenReturnsWithTheCommitOfTheLast() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		Member second = this.file.member("b");
		Member third = this.file.member("c");
		FutureTask<Boolean> committed = GroupedFile.commit(first);
		second.hasInserted();
		assertThat(this.file.names()).isEmpty();
		assertThat(committed).isNotDone();
		second.goOn();
		third.hasInserted();
		assertThat(this.file.names()).isEmpty();
		assertThat(committed).isNotDone();
		assertThat(second.task).isNotDone();
		third.goOn();
		assertThat(committed.get()).isTrue();
		assertThat(second.task.get()).isTrue();
		assertThat(third.task.get()).isTrue();
		assertThat(this.file.names()).containsExactly("a", "b", "c");
		assertThat(this.file.transactions()).containsExactly("begin immediate", "savepoint member", "release member",
				"savepoint member", "release member", "commit");
	}

	/** Whatever it answers may depend on what others wrote. */
	@Test
	void rollbackWhenOthersWroteThenReturnsWithTheirCommitAndKeepsTheirWrites() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		Member second = this.file.member("b");
		second.rollsBack = true;
		Member third = this.file.member("c");
		FutureTask<Boolean> committed = GroupedFile.commit(first);
		second.hasInserted();
		second.goOn();
		third.hasInserted();
		assertThat(second.task).isNotDone();
		assertThat(this.file.names()).isEmpty();
		third.goOn();
		assertThat(committed.get()).isTrue();
		assertThat(second.task.get()).isTrue();
		assertThat(third.task.get()).isTrue();
		assertThat(this.file.names()).containsExactly("a", "c");
	}

	@Test
	void closeWhenNotCommittedThenRollsBackAndKeepsWhatOthersWrote() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		Member second = this.file.member("b");
		second.closes = true;
		FutureTask<Boolean> committed = GroupedFile.commit(first);
		second.hasInserted();
		second.goOn();
		assertThat(committed.get()).isTrue();
		assertThat(this.file.names()).containsExactly("a");
	}

	@Test
	void rollbackWhenFirstThenTheNextBeginsAGroup() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		Member second = this.file.member("b");
		first.rollback();
		second.hasInserted();
		second.goOn();
		assertThat(second.task.get()).isTrue();
		assertThat(this.file.names()).containsExactly("b");
		assertThat(this.file.transactions()).containsExactly("begin immediate", "rollback", "begin immediate",
				"commit");
	}

	@Test
	void insertWhenAConstraintIsViolatedThenTheGroupGoesOn() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		Member second = this.file.member("a");
		FutureTask<Boolean> committed = GroupedFile.commit(first);
		second.hasInserted();
		second.goOn();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(second.task::get)
			.havingCause()
			.withMessageContaining("SQLITE_CONSTRAINT_UNIQUE");
		assertThat(committed.get()).isTrue();
		assertThat(this.file.names()).containsExactly("a");
		assertThat(this.file.driver.connections).hasValue(0);
	}

	@Test
	void commitWhenTheGroupIsOldThenDoesNotWaitForTheNext() throws Exception {
		try (GroupCommit old = this.file.commits(Duration.ZERO, Duration.ofSeconds(5));
				Connection first = old.getConnection()) {
			first.setAutoCommit(false);
			GroupedFile.insert(first, "a");
			Member second = new Member(old, "b");
			first.commit();
			assertThat(this.file.names()).containsExactly("a");
			second.hasInserted();
			second.goOn();
			assertThat(second.task.get()).isTrue();
		}
		assertThat(this.file.names()).containsExactly("a", "b");
	}

	@Test
	void executeWhenAutoCommitThenCommitsTheGroupAndThenEachStatement() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		Member second = this.file.member("b");
		second.autoCommits = true;
		FutureTask<Boolean> committed = GroupedFile.commit(first);
		second.hasInserted();
		assertThat(committed.get()).isTrue();
		assertThat(this.file.names()).containsExactly("a", "b");
		second.goOn();
		assertThat(second.task.get()).isTrue();
		assertThat(this.file.names()).containsExactly("a", "b");
		try (Connection next = this.file.begin()) {
			GroupedFile.insert(next, "c");
			next.rollback();
		}
		assertThat(this.file.names()).containsExactly("a", "b");
	}

	@Test
	void executeWhenPreparedBeforeTheTransactionThenBelongsToIt() throws Exception {
		try (Connection connection = this.file.commits().getConnection();
				PreparedStatement insert = connection.prepareStatement("insert into item (name) values ('a')")) {
			connection.setAutoCommit(false);
			insert.executeUpdate();
			assertThat(this.file.names()).isEmpty();
			connection.rollback();
		}
		assertThat(this.file.names()).isEmpty();
	}

	@Test
	void insertWhenMembersHaveSavepointsAndGeneratedKeysThenBothWork() throws Exception {
		Connection first = this.file.begin();
		GroupedFile.insert(first, "a");
		FutureTask<Boolean> second = GroupedFile.run(() -> {
			try (Connection connection = this.file.begin()) {
				GroupedFile.insert(connection, "b");
				Savepoint mine = connection.setSavepoint();
				GroupedFile.insert(connection, "lost");
				connection.rollback(mine);
				try (PreparedStatement insert = connection.prepareStatement("insert into item (name) values ('c')",
						Statement.RETURN_GENERATED_KEYS)) {
					insert.executeUpdate();
					try (ResultSet keys = insert.getGeneratedKeys()) {
						assertThat(keys.next()).isTrue();
						assertThat(keys.getLong(1)).isEqualTo(3);
					}
				}
				connection.commit();
			}
		});
		first.commit();
		assertThat(second.get()).isTrue();
		assertThat(this.file.names()).containsExactly("a", "b", "c");
	}

	/**
	 * Each row must be on the disk, and so visible to others, when its commit returns.
	 */
	@Test
	void commitWhenManyAtOnceThenEachSeesItsOwnRowAndFewCommitsDoIt() throws Exception {
		int threads = 16;
		int rounds = 50;
		List<FutureTask<Boolean>> tasks = new ArrayList<>();
		try (GroupCommit many = this.file.commits(Duration.ofMillis(5), Duration.ofSeconds(5))) {
			// On a busy machine, threads that begin one by one may never meet.
			Connection start = many.getConnection();
			for (int i = 0; i < threads; i++) {
				int thread = i;
				tasks.add(GroupedFile.start(() -> {
					try (Connection mine = DriverManager.getConnection(this.file.url())) {
						for (int round = 0; round < rounds; round++) {
							String name = thread + "-" + round;
							boolean keep = (thread + round) % 4 != 0;
							try (Connection connection = many.getConnection()) {
								connection.setAutoCommit(false);
								GroupedFile.insert(connection, name);
								if (keep) {
									connection.commit();
								}
								else {
									connection.rollback();
								}
							}
							assertThat(GroupedFile.ask(mine, "select count(*) from item where name = '" + name + "'"))
								.isEqualTo(keep ? "1" : "0");
						}
					}
				}).task());
			}
			await().until(() -> many.waiting() == threads);
			start.close();
			for (FutureTask<Boolean> task : tasks) {
				assertThat(task.get()).isTrue();
			}
		}
		assertThat(this.file.names()).hasSize(threads * rounds * 3 / 4);
		// How many are shared depends on the machine; without groups it would be as many.
		assertThat(this.file.driver.executed.stream().filter("commit"::equals))
			.hasSizeLessThan(threads * rounds * 3 / 4);
	}

}
