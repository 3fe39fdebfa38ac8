package io.hellwall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What can be started, and how; all with the same settings of the JVM. */
enum Form {

	/**
	 * Unpacked, with the AOT cache: as {@code -Paot} makes it, or the package that
	 * {@code -Dbench.program} names.
	 */
	PACKAGED(program() + "/hellwall.jar"),

	/** The plain jar. */
	JAR("target/hellwall.jar"),

	/** The plain jar of the floor. */
	FLOOR("target/floor/floor.jar");

	static final String KEY = "77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80";

	/** Those that the README recommends. */
	private static final List<String> JVM = List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

	private static final Path CACHE = Path.of(program(), "hellwall.aot").toAbsolutePath();

	private final Path jar;

	Form(String jar) {
		this.jar = Path.of(jar).toAbsolutePath();
	}

	private static String program() {
		return named() ? System.getProperty("bench.program") : "target/hellwall";
	}

	private static boolean named() {
		return !System.getProperty("bench.program", "").isEmpty();
	}

	/** The form of Hellwall that users are told to start: packaged, if it was made. */
	static Form best() throws IOException {
		return made() ? PACKAGED : JAR;
	}

	/** The forms of Hellwall that this build has made. */
	static List<Form> ofHellwall() throws IOException {
		return made() ? List.of(JAR, PACKAGED) : List.of(JAR);
	}

	/**
	 * A package that was named is taken as it is. In this folder, a cache that is older
	 * than the jar is of another build.
	 */
	private static boolean made() throws IOException {
		return named() || (Files.exists(CACHE) && written(CACHE).compareTo(written(JAR.jar)) > 0);
	}

	/** The jar claims to be last modified at a fixed time, so that builds repeat. */
	private static FileTime written(Path file) throws IOException {
		return (FileTime) Files.getAttribute(file, "unix:ctime");
	}

	/** Starts it on the stores in that folder. */
	Service start(Path folder) throws IOException, InterruptedException {
		Files.createDirectories(folder);
		List<String> command = java();
		if (this != FLOOR) {
			command
				.addAll(List.of("--hellwall.data-dir=" + folder, "--hellwall.key=" + KEY, "--management.server.port=0",
						"--hellwall.limit.enabled=false", "--hellwall.passcode.resend-interval=0s",
						"--hellwall.passcode.max-per-hour=1000000", "--hellwall.session.max-per-account=10000",
						"--hellwall.tcp.passcode-port=0", "--hellwall.tcp.login-port=0",
						"--hellwall.tcp.request-port=0", "--hellwall.trusted-proxies=127.0.0.1"));
		}
		return new Service(folder, command);
	}

	/**
	 * Runs {@code account list} with the option that the README recommends for commands.
	 * It creates the stores if there are none.
	 */
	Duration listAccounts(Path folder) throws IOException, InterruptedException {
		Files.createDirectories(folder);
		List<String> command = java();
		command.add(1, "-XX:TieredStopAtLevel=1");
		command.addAll(List.of("account", "list", "--hellwall.data-dir=" + folder, "--hellwall.key=" + KEY));
		return Service.run(folder, command);
	}

	private List<String> java() {
		List<String> command = new ArrayList<>();
		Path packaged = Path.of(program(), "runtime").toAbsolutePath();
		Path home = (this == PACKAGED && Files.exists(packaged)) ? packaged : Path.of(System.getProperty("java.home"));
		command.add(home.resolve("bin/java").toString());
		command.addAll(JVM);
		if (this == PACKAGED) {
			command.add("-XX:AOTCache=" + CACHE);
		}
		command.addAll(List.of("-jar", this.jar.toString()));
		return command;
	}

	/** How the report names it. */
	@Override
	public String toString() {
		return switch (this) {
			case PACKAGED -> "packaged with the AOT cache";
			case JAR -> "plain jar";
			case FLOOR -> "the floor's plain jar";
		};
	}

}
