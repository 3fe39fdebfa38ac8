package io.hellwall.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that holds one secret of 32 random bytes. It is created on the first use, and
 * only its owner can read it.
 */
public final class SecretFile {

	private static final Set<PosixFilePermission> FORBIDDEN = EnumSet.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

	/** The end of the name of a file that is written beside, before it is complete. */
	private static final String ASIDE = ".new";

	private final Path path;

	public SecretFile(Path path) {
		this.path = path;
	}

	/**
	 * Reads the secret, without blanks around it: 64 lower-case hex digits, or what an
	 * operator wrote into the file.
	 * @throws UncheckedIOException if the file can be neither read nor created
	 * @throws IllegalStateException if other users have rights on it
	 */
	public String readOrCreate(SecureRandom random) {
		try {
			if (isMissing()) {
				create(random);
			}
			return read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot read or create " + this.path + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * Gives the file another content, all or nothing: a crash leaves the old one or the
	 * new one. Owner, group and permissions stay. A link stays too, and the file that it
	 * leads to is replaced. What a killed process left beside the file is deleted, as it
	 * may hold secrets.
	 * @throws UncheckedIOException if it cannot; then the old content is still there
	 */
	public void replace(String content) {
		try {
			Path file = this.path.toRealPath();
			Path folder = Objects.requireNonNull(file.getParent());
			for (Path left : left(file, folder)) {
				Files.deleteIfExists(left);
			}
			Path aside = aside(file, folder);
			try {
				write(aside, content);
				if (isPosix(file)) {
					copyRights(file, aside);
				}
				Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(aside);
			}
			forceEntry(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot replace " + this.path + ": " + ex.getMessage(), ex);
		}
	}

	private static Path aside(Path file, Path folder) throws IOException {
		return Files.createTempFile(folder, file.getFileName() + ".", ASIDE, only(folder, "rw-------"));
	}

	/** Not those that somebody named himself: between the names is a random number. */
	private static List<Path> left(Path file, Path folder) throws IOException {
		Pattern name = Pattern.compile(Pattern.quote(file.getFileName() + ".") + "\\d+" + Pattern.quote(ASIDE));
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((it) -> name.matcher(it.getFileName().toString()).matches()).toList();
		}
	}

	/** Else the service could not read what somebody else replaced for it. */
	private static void copyRights(Path from, Path to) throws IOException {
		PosixFileAttributes rights = Files.readAttributes(from, PosixFileAttributes.class);
		PosixFileAttributeView view = Objects
			.requireNonNull(Files.getFileAttributeView(to, PosixFileAttributeView.class));
		if (!rights.owner().equals(view.readAttributes().owner())) {
			view.setOwner(rights.owner());
		}
		if (!rights.group().equals(view.readAttributes().group())) {
			view.setGroup(rights.group());
		}
		view.setPermissions(rights.permissions());
	}

	private static void write(Path file, String content) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.write(StandardCharsets.US_ASCII.encode(content));
			channel.force(true);
		}
	}

	/** Whether a call of {@link #readOrCreate} would create the file. */
	boolean isMissing() {
		return Files.notExists(this.path);
	}

	/** A group may read it: that is how some systems give a secret to a program. */
	private String read() throws IOException {
		if (isPosix(this.path) && Files.getPosixFilePermissions(this.path).stream().anyMatch(FORBIDDEN::contains)) {
			throw new IllegalStateException("other users can read or change the key file " + this.path
					+ ": run 'chmod 600 " + this.path + "', and exchange the key if they are not trusted");
		}
		return Files.readString(this.path).strip();
	}

	/**
	 * Writes a temporary file, forces it to disk, then links it to the final name. So a
	 * killed process leaves no part of a secret, and two processes that start together
	 * get the same secret.
	 */
	private void create(SecureRandom random) throws IOException {
		byte[] secret = new byte[32];
		random.nextBytes(secret);
		Path folder = Objects.requireNonNull(this.path.toAbsolutePath().getParent());
		Files.createDirectories(folder, only(folder, "rwx------"));
		Path aside = aside(this.path, folder);
		try {
			write(aside, HexFormat.of().formatHex(secret) + "\n");
			place(aside);
		}
		catch (FileAlreadyExistsException ex) {
			// Another process was faster. Its secret is used.
		}
		finally {
			Files.deleteIfExists(aside);
		}
		forceEntry(folder);
	}

	/**
	 * Makes the name of the file durable too: whatever is made with the secret may be on
	 * the disk soon. Some systems cannot open a folder; on those nothing can be done.
	 */
	private static void forceEntry(Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			// See above.
		}
	}

	/** Fails if the file exists. Systems without links move the file instead. */
	private void place(Path aside) throws IOException {
		try {
			Files.createLink(this.path, aside);
		}
		catch (FileAlreadyExistsException ex) {
			throw ex;
		}
		catch (UnsupportedOperationException | FileSystemException ex) {
			Files.move(aside, this.path);
		}
	}

	private static FileAttribute<?>[] only(Path folder, String permissions) {
		if (!isPosix(folder)) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}

	private static boolean isPosix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

}
