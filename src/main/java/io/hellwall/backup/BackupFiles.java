package io.hellwall.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import io.hellwall.backup.Manifest.FileSum;
import io.hellwall.persistence.PrivateFiles;

/** The files of a backup, each for its owner alone. */
final class BackupFiles {

	static final String CREDS = "op_creds.db";

	static final String PASSCODES = "op_passcodes.db";

	static final String KEYS = "keys.p12";

	/** A backup has no others, so no name in one leads elsewhere. */
	static final List<String> NAMES = List.of(CREDS, PASSCODES, KEYS, Manifest.NAME);

	private BackupFiles() {
	}

	/** Writes a new file, which is on the disk when this returns. */
	static void write(Path file, byte[] content) throws IOException {
		try (FileChannel channel = PrivateFiles.openNew(file)) {
			ByteBuffer buffer = ByteBuffer.wrap(content);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
	}

	static void copy(Path from, Path to) throws IOException {
		try (InputStream in = Files.newInputStream(from)) {
			copy(in, to);
		}
	}

	static void copy(InputStream from, Path to) throws IOException {
		PrivateFiles.create(to);
		try (OutputStream out = Files.newOutputStream(to)) {
			from.transferTo(out);
		}
	}

	static FileSum sum(Path file) throws IOException {
		MessageDigest sha256 = sha256();
		try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
			long bytes = in.transferTo(OutputStream.nullOutputStream());
			return new FileSum(file.getFileName().toString(), bytes, HexFormat.of().formatHex(sha256.digest()));
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns when the content of a file is on the disk. */
	static void sync(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
	}

	/**
	 * Returns when the names in a folder are on the disk. Some systems cannot open a
	 * folder; on those nothing can be done.
	 */
	static void syncNames(Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			// See above.
		}
	}

	/** The names in a folder; none if it does not exist. */
	static List<String> names(Path folder) throws IOException {
		if (Files.notExists(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

}
