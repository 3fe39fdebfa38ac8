package io.hellwall.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where this installation keeps what, by its settings. */
@Component
class Installation {

	private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.\\d{1,3}){3}|localhost|::1|\\[::1]");

	private static final String SQLITE = "jdbc:sqlite:";

	private final Environment settings;

	Installation(Environment settings) {
		this.settings = settings;
	}

	/** The value of a setting; empty if it has none. */
	Optional<String> setting(String name) {
		return Optional.ofNullable(this.settings.getProperty(name)).filter((value) -> !value.isBlank());
	}

	/** Whether nothing goes over a wire to that host; null stands for this machine. */
	static boolean isHere(@Nullable String host) {
		return host == null || LOOPBACK.matcher(host).matches();
	}

	/** The SQLite files; none on PostgreSQL. */
	List<Path> databases() {
		return Stream.of("creds", "passcodes")
			.flatMap((store) -> setting("hellwall.store." + store + ".url").stream())
			.filter((url) -> url.startsWith(SQLITE))
			.map((url) -> Path.of(url.substring(SQLITE.length())).toAbsolutePath().normalize())
			.toList();
	}

	/** The files of keys that exist. */
	List<Path> keyFiles() {
		return Stream.of("hellwall.key-file", "hellwall.admin.key-file")
			.flatMap((name) -> setting(name).stream())
			.map((file) -> Path.of(file).toAbsolutePath().normalize())
			.filter(Files::exists)
			.toList();
	}

}
