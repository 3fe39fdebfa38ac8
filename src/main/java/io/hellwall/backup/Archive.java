package io.hellwall.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A backup as one zip file. Its table of contents comes last, so a file that was cut off
 * cannot be opened.
 */
final class Archive {

	private Archive() {
	}

	static void write(Path backup, OutputStream out) throws IOException {
		ZipOutputStream zip = new ZipOutputStream(out);
		for (String name : BackupFiles.names(backup)) {
			zip.putNextEntry(new ZipEntry(name));
			Files.copy(backup.resolve(name), zip);
			zip.closeEntry();
		}
		zip.finish();
		out.flush();
	}

	static void unpack(Path file, Path folder) throws BackupRefusedException, IOException {
		try (ZipFile zip = new ZipFile(file.toFile())) {
			for (String name : BackupFiles.NAMES) {
				ZipEntry entry = zip.getEntry(name);
				if (entry != null) {
					try (InputStream in = zip.getInputStream(entry)) {
						BackupFiles.copy(in, folder.resolve(name));
					}
				}
			}
		}
		catch (ZipException ex) {
			throw new BackupRefusedException(file + " is no backup, or was cut off: " + ex.getMessage(), ex);
		}
	}

}
