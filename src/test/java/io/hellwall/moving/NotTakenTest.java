package io.hellwall.moving;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The list of what an import did not take spoils no other file, and loses no line. */
class NotTakenTest {

	@TempDir
	Path folder;

	private Path from = Path.of("");

	private Path list = Path.of("");

	@BeforeEach
	void create() throws Exception {
		this.from = Files.writeString(this.folder.resolve("users.csv"), "line 1: looks like a list");
		this.list = this.folder.resolve("list.txt");
	}

	@Test
	void openWhenTheListIsTheSourceThenRefuses() throws Exception {
		assertRefused(this.from, 0, "is no list");
		assertRefused(Files.createLink(this.list, this.from), 0, "is no list");
		assertThat(this.from).hasContent("line 1: looks like a list");
	}

	@Test
	void openWhenTheListIsALinkOrAnotherFileThenRefuses() throws Exception {
		Path other = Files.writeString(this.folder.resolve("other"), "");
		assertRefused(Files.createSymbolicLink(this.list, other), 0, "is no list");
		Files.writeString(other, "letters");
		assertRefused(other, 0, "is no list");
		assertThat(other).hasContent("letters");
		assertRefused(this.folder, 0, "is no list");
		assertRefused(this.folder.resolve("none").resolve("list.txt"), 0, "name another with --list");
	}

	@Test
	void openWhenARunGoesOnThenKeepsItsLinesAndAppends() throws Exception {
		assertRefused(this.list, 2, "name that list with --list");
		write(0, "line 1: \u00e4", "line 2: b", "line 3: of a batch that was not stored");
		assertRefused(this.list, 4, "does not have the 4 lines");
		assertThat(this.list).content().hasLineCount(3);
		NotTaken.open(this.list, this.from, 2).close();
		assertThat(this.list).hasContent("line 1: \u00e4\nline 2: b\n");
		write(2, "row 3: c");
		assertThat(this.list).hasContent("line 1: \u00e4\nline 2: b\nrow 3: c\n");
		write(0, "line 9: a new run");
		assertThat(this.list).hasContent("line 9: a new run\n");
	}

	@Test
	void openNewWhenThereWereLinesThenBeginsWithALineThatSaysSo() throws Exception {
		NotTaken.openNew(this.list, this.from, 0).close();
		assertThat(this.list).isEmptyFile();
		write(0, "line 1: a", "line 2: b");
		try (NotTaken notTaken = NotTaken.openNew(this.list, this.from, 7)) {
			assertThat(notTaken.add(List.of("line 9: c"))).isEqualTo(notTaken.lines()).isEqualTo(2);
		}
		assertThat(this.list).hasContent("line 0: the list of an earlier run is missing, with 7 lines\nline 9: c\n");
		write(2, "line 10: d");
		assertThatExceptionOfType(ImportRefusedException.class)
			.isThrownBy(() -> NotTaken.openNew(this.from.resolveSibling("none").resolve("list"), this.from, 7));
	}

	private void write(long kept, String... lines) throws Exception {
		try (NotTaken notTaken = NotTaken.open(this.list, this.from, kept)) {
			assertThat(notTaken.add(List.of(lines))).isEqualTo(kept + lines.length);
		}
	}

	private void assertRefused(Path file, long kept, String message) {
		assertThatExceptionOfType(ImportRefusedException.class)
			.isThrownBy(() -> NotTaken.open(file, this.from, kept).close())
			.withMessageContaining(message);
	}

}
