package io.hellwall.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether only this user can read and change databases and keys. */
@Component
@Order(20)
class PermissionCheck implements Check {

	private static final String NAME = "files";

	private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

	private final Installation installation;

	PermissionCheck(Installation installation) {
		this.installation = installation;
	}

	@Override
	public List<Finding> findings(Question question) {
		List<Finding> findings = new ArrayList<>();
		List<Path> files = Stream
			.concat(this.installation.keyFiles().stream(), this.installation.databases().stream().filter(Files::exists))
			.toList();
		for (Path file : files) {
			if (isOpen(file)) {
				findings.add(Finding.fail(NAME, "other users can read or change %s: chmod 600 %1$s".formatted(file)));
			}
		}
		for (Path folder : files.stream().map(Path::getParent).distinct().toList()) {
			if (!Files.isWritable(folder)) {
				findings.add(Finding.fail(NAME,
						"this user cannot write to %s: run the command as the user of the service, or chown the folder"
							.formatted(folder)));
			}
			else if (isOpen(folder)) {
				findings.add(Finding.warn(NAME, "other users can enter %s: chmod 700 %1$s".formatted(folder)));
			}
		}
		return findings.isEmpty() ? List.of(Finding.ok(NAME, "only their owner can read or change databases and keys"))
				: findings;
	}

	private static boolean isOpen(Path file) {
		try {
			return file.getFileSystem().supportedFileAttributeViews().contains("posix")
					&& Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
		}
		catch (IOException ex) {
			return true;
		}
	}

}
