package io.hellwall.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Tags;

/** Tells how large a SQLite file and its log are, and how much room their disk has. */
final class FileMeter {

	private FileMeter() {
	}

	/**
	 * Measures a file whenever the operator asks.
	 * @param store the name of the store
	 */
	static void watch(String store, Path file, Meters meters) {
		Tags tags = Tags.of("store", store);
		size(tags.and("file", "database"), file, meters);
		size(tags.and("file", "wal"), file.resolveSibling(file.getFileName() + "-wal"), meters);
		meters.gauge("hellwall.store.disk.free.bytes", "Room on the disk of the store", tags, () -> {
			try {
				return Files.getFileStore(file).getUsableSpace();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private static void size(Tags tags, Path file, Meters meters) {
		meters.gauge("hellwall.store.file.bytes", "Size of a file of the store", tags, () -> {
			try {
				return Files.size(file);
			}
			catch (NoSuchFileException ex) {
				return 0; // there is no log yet
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

}
