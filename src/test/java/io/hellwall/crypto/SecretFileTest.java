package io.hellwall.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SecretFileTest {

	private static final int STARTS = 20;

	@TempDir
	Path folder;

	private final SecureRandom random = new SecureRandom();

	@Test
	void readOrCreateWhenMissingThenCreatesForItsOwnerAloneAndKeepsIt() throws IOException {
		Path data = this.folder.resolve("data");
		Path file = data.resolve("server.key");
		String secret = new SecretFile(file).readOrCreate(this.random);
		assertThat(secret).matches("[0-9a-f]{64}");
		assertThat(new SecretFile(file).readOrCreate(this.random)).isEqualTo(secret);
		assertThat(permissions(file)).isEqualTo("rw-------");
		assertThat(permissions(data)).isEqualTo("rwx------");
		assertThat(data).isDirectoryNotContaining((other) -> !other.equals(file));
	}

	@Test
	void readOrCreateWhenCreatedAgainThenAnotherSecret() {
		assertThat(new SecretFile(this.folder.resolve("one")).readOrCreate(this.random))
			.isNotEqualTo(new SecretFile(this.folder.resolve("other")).readOrCreate(this.random));
	}

	@Test
	void readOrCreateWhenManyAtOnceThenOneSecret() throws Exception {
		Path file = this.folder.resolve("server.key");
		CyclicBarrier together = new CyclicBarrier(STARTS);
		Set<String> secrets = new HashSet<>();
		try (ExecutorService starts = Executors.newFixedThreadPool(STARTS)) {
			List<Future<String>> futures = new ArrayList<>();
			for (int i = 0; i < STARTS; i++) {
				futures.add(starts.submit(() -> {
					together.await();
					return new SecretFile(file).readOrCreate(this.random);
				}));
			}
			for (Future<String> future : futures) {
				secrets.add(future.get());
			}
		}
		assertThat(secrets).singleElement().asString().matches("[0-9a-f]{64}");
		assertThat(this.folder).isDirectoryNotContaining((other) -> !other.equals(file));
	}

	@Test
	void readOrCreateWhenItExistsThenReadsItWithoutBlanksAround() throws IOException {
		Path file = fileWith("rw-------");
		Files.writeString(file, " what an operator put there\r\n");
		assertThat(new SecretFile(file).readOrCreate(this.random)).isEqualTo("what an operator put there");
		assertThat(file).hasContent(" what an operator put there\r\n");
	}

	/** How a secret is given to a container, for example. */
	@ParameterizedTest
	@ValueSource(strings = { "rw-------", "r--------", "r--r-----", "rw-r-----" })
	void readOrCreateWhenNobodyElseHasRightsThenReads(String permissions) throws IOException {
		assertThat(new SecretFile(fileWith(permissions)).readOrCreate(this.random)).isEqualTo("a secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r--r--", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx" })
	void readOrCreateWhenOthersHaveRightsThenSaysWhatToDo(String permissions) throws IOException {
		Path file = fileWith(permissions);
		assertThatIllegalStateException().isThrownBy(() -> new SecretFile(file).readOrCreate(this.random))
			.withMessageContaining("run 'chmod 600 " + file + "'")
			.withMessageNotContaining("a secret");
	}

	/** It held the keys of before, or those of after. */
	@Test
	void replaceWhenAnEarlierOneWasKilledThenDeletesWhatItLeft() throws IOException {
		Path file = fileWith("rw-------");
		Path other = Files.writeString(this.folder.resolve("admin.key"), "another secret\n");
		Files.writeString(this.folder.resolve("server.key.123456.new"), "half a sec");
		new SecretFile(file).replace("the next secret\n");
		assertThat(file).hasContent("the next secret\n");
		assertThat(this.folder).isDirectoryNotContaining((it) -> !it.equals(file) && !it.equals(other));
	}

	@Test
	void replaceWhenAnOperatorHasFilesOfSuchNamesThenTheyStay() throws IOException {
		Path file = fileWith("rw-------");
		List<Path> others = new ArrayList<>();
		for (String name : List.of("server.key.new", "server.key.2026-11.new", "server.key.12.new.bak",
				"server.key.12")) {
			others.add(Files.writeString(this.folder.resolve(name), "a secret of the operator's\n"));
		}
		new SecretFile(file).replace("the next secret\n");
		assertThat(others).allSatisfy((other) -> assertThat(other).exists());
	}

	private Path fileWith(String permissions) throws IOException {
		Path file = Files.writeString(this.folder.resolve("server.key"), "a secret\n");
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

	@Test
	void readOrCreateWhenUnreadableThenNamesTheFile() {
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> new SecretFile(this.folder).readOrCreate(this.random))
			.withMessageContaining(this.folder.toString());
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
