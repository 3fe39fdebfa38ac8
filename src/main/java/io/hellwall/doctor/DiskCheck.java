package io.hellwall.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.StopWatch;

/** How much room the disk of the databases has, and how fast it keeps what is written. */
@Component
@Order(50)
class DiskCheck implements Check {

	private static final String NAME = "disk";

	private static final long MEBI = 1024 * 1024;

	/** Below this, a busy service may fill it before anybody looks again. */
	static final long FEW = 100 * MEBI;

	/** A login commits a few times, and all writers wait for one another. */
	static final Duration SLOW = Duration.ofMillis(50);

	private static final int TRIES = 15;

	private static final int PAGE = 4096;

	private final Installation installation;

	DiskCheck(Installation installation) {
		this.installation = installation;
	}

	@Override
	public List<Finding> findings(Question question) {
		List<Path> databases = this.installation.databases();
		if (databases.isEmpty()) {
			return List.of(Finding.ok(NAME, "the data is in PostgreSQL: see to the disk of its server"));
		}
		try {
			Path database = databases.getFirst();
			List<Finding> findings = new ArrayList<>();
			findings.add(room(Files.getFileStore(database).getUsableSpace(), Files.size(database)));
			findings.add(speed(timeOfCommit(database)));
			return findings;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Finding room(long free, long database) {
		String text = "%d MB are free, the largest database has %d MB".formatted(free / MEBI, database / MEBI);
		if (free < FEW) {
			return Finding.fail(NAME, text + ": make room, or the service stops to write");
		}
		return (free < database) ? Finding.warn(NAME, text + ": an upgrade may need room for a copy of it")
				: Finding.ok(NAME, text);
	}

	static Finding speed(Duration commit) {
		String text = "a durable write takes %.1f ms".formatted(commit.toNanos() / 1e6);
		return (commit.compareTo(SLOW) > 0)
				? Finding.warn(NAME, text + ": logins will wait; move the data directory to a local disk")
				: Finding.ok(NAME, text);
	}

	/**
	 * The median time of appending a page and forcing it to the disk, as a commit does.
	 */
	private static Duration timeOfCommit(Path beside) throws IOException {
		Path scratch = Files.createTempFile(beside.getParent(), "doctor", ".tmp");
		try (FileChannel channel = FileChannel.open(scratch, StandardOpenOption.WRITE)) {
			long[] nanos = new long[TRIES];
			for (int i = 0; i < TRIES; i++) {
				StopWatch watch = new StopWatch();
				watch.start();
				channel.write(ByteBuffer.allocate(PAGE));
				channel.force(false);
				watch.stop();
				nanos[i] = watch.getTotalTimeNanos();
			}
			Arrays.sort(nanos);
			return Duration.ofNanos(nanos[TRIES / 2]);
		}
		finally {
			Files.delete(scratch);
		}
	}

}
