package io.hellwall.crypto;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.hellwall.TestClock;
import io.hellwall.TestStore;
import io.hellwall.crypto.CryptoWiring.KeyProperties;
import io.hellwall.persistence.DefaultLimits;
import io.hellwall.persistence.Store;
import io.hellwall.persistence.StoreProperties.Location;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class KeyChecksTest {

	private static final int NODES = 10;

	private final SecureRandom random = new SecureRandom();

	@TempDir
	Path folder;

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void acceptWhenTheDatabaseIsNewThenRecognisesTheKeyAndNoOther(TestStore kind) {
		Keys key = key();
		try (Store store = open(kind)) {
			KeyChecks checks = new KeyChecks(store.dataSource(), new TestClock());
			assertThat(checks.exist()).isFalse();
			checks.accept(ring(key));
			assertThat(checks.exist()).isTrue();
			checks.accept(ring(key));
			assertThatIllegalStateException().isThrownBy(() -> checks.accept(ring(key(), key())))
				.withMessageContaining("made with another server key: set hellwall.key");
			assertThat(rows(store)).isOne();
		}
	}

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void acceptWhenOneKeyFollowsAnotherThenEitherIsRecognised(TestStore kind) {
		Keys old = key();
		Keys next = key();
		try (Store store = open(kind)) {
			KeyChecks checks = new KeyChecks(store.dataSource(), new TestClock());
			checks.accept(ring(old));
			assertThatIllegalStateException().isThrownBy(() -> checks.accept(ring(next)));
			checks.accept(ring(old, next));
			checks.accept(ring(next, old));
			checks.accept(ring(next));
			checks.accept(ring(old));
			assertThat(rows(store)).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void acceptWhenNodesWithDifferentKeysStartAtOnceThenOneKeyIsAccepted(TestStore kind) throws Exception {
		try (Store store = open(kind)) {
			List<Keys> keys = Stream.generate(this::key).limit(NODES).toList();
			assertThat(startAtOnce(store, keys)).containsOnlyOnce(true);
			assertThat(rows(store)).isOne();
		}
	}

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void acceptWhenNodesWithTheSameKeyStartAtOnceThenAllAreAccepted(TestStore kind) throws Exception {
		try (Store store = open(kind)) {
			Keys key = key();
			assertThat(startAtOnce(store, Stream.generate(() -> key).limit(NODES).toList())).containsOnly(true);
			assertThat(rows(store)).isOne();
		}
	}

	private static List<Boolean> startAtOnce(Store store, List<Keys> keys) throws Exception {
		List<Boolean> accepted = new ArrayList<>();
		try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Boolean>> futures = keys.stream()
				.map((key) -> nodes.submit(() -> accepts(store, ring(key))))
				.toList();
			for (Future<Boolean> future : futures) {
				accepted.add(future.get());
			}
		}
		return accepted;
	}

	private static boolean accepts(Store store, KeyRing keys) {
		try {
			new KeyChecks(store.dataSource(), new TestClock()).accept(keys);
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void keysWhenTheFileIsMissingThenMakesOneForANewDatabaseAlone(TestStore kind) throws Exception {
		Path file = this.folder.resolve("server.key");
		try (Store store = open(kind)) {
			KeyChecks checks = new KeyChecks(store.dataSource(), new TestClock());
			start(file, checks);
			String kept = Files.readString(file);
			Files.delete(file);
			assertThatIllegalStateException().isThrownBy(() -> start(file, checks))
				.withMessageContaining(file + " is missing: restore it, or set hellwall.key")
				.withMessageContaining("delete all rows of the table server_key");
			assertThat(file).doesNotExist();
			Files.writeString(file, kept);
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
			start(file, checks);
			Files.delete(file);
			new JdbcTemplate(store.dataSource()).update("delete from server_key");
			start(file, checks);
			assertThat(Files.readString(file)).isNotEqualTo(kept);
		}
	}

	/** Else a crash between the two would leave a database whose key is nowhere. */
	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void keysWhenTheCheckValueCannotBeStoredThenTheFileIsThereAlready(TestStore kind) throws Exception {
		Path file = this.folder.resolve("server.key");
		try (Store store = open(kind)) {
			JdbcTemplate database = new JdbcTemplate(store.dataSource());
			database.execute("alter table server_key rename column is_first to renamed");
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> start(file, new KeyChecks(store.dataSource(), new TestClock())));
			String made = Files.readString(file);
			database.execute("alter table server_key rename column renamed to is_first");
			start(file, new KeyChecks(store.dataSource(), new TestClock()));
			assertThat(file).hasContent(made);
			assertThat(rows(store)).isOne();
		}
	}

	private void start(Path file, KeyChecks checks) {
		new CryptoWiring().keys(new KeyProperties(null, file.toString(), Map.of(), null), this.random, checks);
	}

	private Store open(TestStore kind) {
		String url = (kind == TestStore.POSTGRES) ? kind.settings()[0].replaceFirst("[^=]+=", "")
				: "jdbc:sqlite:" + this.folder.resolve("op_creds.db");
		return Store.open("creds", new Location(url, null, null), DefaultLimits.LIMITS);
	}

	private Keys key() {
		byte[] key = new byte[32];
		this.random.nextBytes(key);
		return new Keys(key);
	}

	private static KeyRing ring(Keys active, Keys... others) {
		return new KeyRing(active, List.of(others));
	}

	private static int rows(Store store) {
		return new JdbcTemplate(store.dataSource()).queryForList("select check_value from server_key").size();
	}

}
