package io.hellwall.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class KeyFileTest {

	@TempDir
	Path folder;

	@Test
	void addActiveWhenThereIsAKeyThenThatIsAcceptedBehindIt() {
		KeyFingerprint first = read().active().fingerprint();
		KeyFingerprint second = file().addActive();
		assertThat(fingerprints()).containsExactly(second, first);
		KeyFingerprint third = file().addActive();
		assertThat(fingerprints()).containsExactly(third, second, first);
		file().remove(second);
		assertThat(fingerprints()).containsExactly(third, first);
		file().remove(third);
		assertThat(fingerprints()).as("the active one stays").containsExactly(third, first);
	}

	@Test
	void addActiveWhenTheGroupMayReadTheFileThenItStillMayAndNothingIsLeftBeside() throws IOException {
		read();
		Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r-----"));
		file().addActive();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rw-r-----");
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(path());
		}
	}

	/** As secrets are mounted into containers. */
	@Test
	void addActiveWhenTheFileIsALinkThenReplacesWhatItLeadsTo() throws IOException {
		Path real = Files.createDirectory(this.folder.resolve("real")).resolve("key");
		new KeyFile(real, new SecureRandom()).readOrCreate();
		Files.createSymbolicLink(path(), real);
		file().addActive();
		assertThat(path()).isSymbolicLink();
		assertThat(Files.readAllLines(real)).hasSize(2);
	}

	@Test
	void addActiveWhenTheFolderIsGoneThenKeepsTheOldKey() throws IOException {
		KeyFile gone = new KeyFile(this.folder.resolve("missing/key"), new SecureRandom());
		gone.readOrCreate();
		Path moved = Files.move(this.folder.resolve("missing"), this.folder.resolve("moved"));
		Files.writeString(this.folder.resolve("missing"), "a file");
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(gone::addActive);
		assertThat(Files.readAllLines(moved.resolve("key"))).hasSize(1);
	}

	/** A process that is killed leaves a file beside, which nobody reads. */
	@Test
	void readOrCreateWhenAChangeWasCutOffThenReadsTheKeysOfBefore() throws IOException {
		KeyFingerprint first = read().active().fingerprint();
		Files.writeString(this.folder.resolve("secret123.new"), "half a k");
		assertThat(fingerprints()).containsExactly(first);
	}

	@Test
	void readOrCreateWhenALineIsWrongOrTwiceThereThenRefuses() throws IOException {
		read();
		String line = Files.readString(path());
		Files.writeString(path(), line + "\n" + line);
		assertThatIllegalStateException().isThrownBy(this::read).withMessageContaining("the same key in two lines");
		Files.writeString(path(), line + "0123");
		assertThatIllegalStateException().isThrownBy(this::read)
			.withMessageContaining("must be 32 random bytes")
			.withMessageNotContaining("0123");
	}

	@Test
	void parseWhenItIsWhatWasPrintedThenIsTheSame() {
		for (int value : new int[] { 0, -1, 1, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
			assertThat(KeyFingerprint.parse(new KeyFingerprint(value).toString()).value()).isEqualTo(value);
		}
	}

	private KeyRing read() {
		return file().readOrCreate();
	}

	private List<KeyFingerprint> fingerprints() {
		return read().all().stream().map(Keys::fingerprint).toList();
	}

	private KeyFile file() {
		return new KeyFile(path(), new SecureRandom());
	}

	private Path path() {
		return this.folder.resolve("server.key");
	}

}
