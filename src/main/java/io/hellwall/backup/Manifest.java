package io.hellwall.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup consists of. It is written last, so a folder without one is no backup.
 *
 * @param format of the backup; this version reads {@link #FORMAT} only
 * @param version of the program that made it
 * @param createdAt when its copies began; they hold nothing that was committed later
 * @param schema the version of the schema of each store
 * @param rows the number of rows of each table
 * @param files all other files of the backup
 */
public record Manifest(int format, String version, Instant createdAt, Map<String, String> schema,
		Map<String, Long> rows, List<FileSum> files) {

	static final int FORMAT = 1;

	static final String NAME = "manifest.json";

	private static final String DAMAGED = "the backup is damaged: " + NAME + " cannot be read";

	private static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * @throws NullPointerException if something is missing
	 */
	public Manifest {
		Objects.requireNonNull(version);
		Objects.requireNonNull(createdAt);
		schema = Map.copyOf(schema);
		rows = Map.copyOf(rows);
		files = List.copyOf(files);
	}

	/** Whether the keys are in it. */
	public boolean hasKeys() {
		return file(BackupFiles.KEYS).isPresent();
	}

	/** Whether the stores are in it. Those on PostgreSQL are not. */
	public boolean hasStores() {
		return file(BackupFiles.CREDS).isPresent() && file(BackupFiles.PASSCODES).isPresent();
	}

	Optional<FileSum> file(String name) {
		return this.files.stream().filter((file) -> file.name().equals(name)).findFirst();
	}

	byte[] toJson() {
		return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
	}

	static Manifest read(Path folder) throws IOException, BackupRefusedException {
		Path file = folder.resolve(NAME);
		if (!Files.exists(file)) {
			throw new BackupRefusedException("there is no backup in " + folder + ": it has no " + NAME);
		}
		try {
			Manifest manifest = Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), Manifest.class))
				.orElseThrow(() -> new BackupRefusedException(DAMAGED));
			if (manifest.format != FORMAT) {
				throw new BackupRefusedException(
						"the backup was made by a newer version: use that version, " + manifest.version);
			}
			return manifest;
		}
		catch (JacksonException ex) {
			throw new BackupRefusedException(DAMAGED, ex);
		}
	}

	/** A file, its size, and its SHA-256 as hex digits. */
	public record FileSum(String name, long bytes, String sha256) {

		/**
		 * @throws NullPointerException if something is missing
		 */
		public FileSum {
			Objects.requireNonNull(name);
			Objects.requireNonNull(sha256);
		}

	}

}
