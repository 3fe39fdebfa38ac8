package io.hellwall;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The program for a process of its own, without the Maven package. Tests start it often
 * and use it for seconds, so it has a cache of its classes, made before the first start,
 * and does not compile much.
 */
public final class TestProgram {

	/** With this compiler, the JVM warns of adapters that the cache names otherwise. */
	private static final List<String> OPTIONS = List.of("-Xlog:aot*=error", "-XX:TieredStopAtLevel=1",
			"-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED");

	private static final String MAIN = "io.hellwall.Hellwall";

	private static final TestProgram PREPARED = new TestProgram();

	private final Path folder;

	private final String classPath;

	private TestProgram() {
		try {
			this.folder = Files.createTempDirectory("test-program");
			Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
			this.classPath = classPath();
			train();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The words of a command that starts it; its own words may follow. */
	public static List<String> command() {
		return PREPARED.command("-XX:AOTCache=" + PREPARED.cache());
	}

	/** As {@link #command}, with properties of the JVM before the name of the program. */
	public static List<String> command(List<String> properties) {
		List<String> command = new ArrayList<>(command());
		command.addAll(command.size() - 1, properties);
		return command;
	}

	private List<String> command(String option) {
		return Stream
			.of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), option), OPTIONS,
					List.of("-cp", this.classPath, MAIN))
			.flatMap(List::stream)
			.toList();
	}

	private Path cache() {
		return this.folder.resolve("classes.aot");
	}

	/** The cache knows jars only, so each folder of classes becomes one. */
	private String classPath() {
		String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return Stream.of(path.split(File.pathSeparator))
			.map(Path::of)
			.filter(Files::exists)
			.map((entry) -> Files.isDirectory(entry) ? jar(entry) : entry)
			.map(Path::toString)
			.collect(Collectors.joining(File.pathSeparator));
	}

	private Path jar(Path classes) {
		Path jar = this.folder.resolve(classes.getFileName() + ".jar");
		int status = ToolProvider.findFirst("jar")
			.orElseThrow()
			.run(System.out, System.err, "--create", "--no-compress", "--file", jar.toString(), "-C",
					classes.toString(), ".");
		assertThat(status).isZero();
		return jar;
	}

	private void train() throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(command("-XX:AOTCacheOutput=" + cache()));
		command.add(command.size() - 1, "-Dspring.context.exit=onRefresh");
		command.addAll(List.of("--server.port=0", "--management.server.port=0", "--hellwall.tcp.enabled=false",
				"--hellwall.data-dir=" + this.folder.resolve("data")));
		Path log = this.folder.resolve("log");
		Process training = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			assertThat(training.waitFor(5, TimeUnit.MINUTES)).isTrue();
		}
		finally {
			training.destroyForcibly();
		}
		assertThat(cache()).as(Files.readString(log)).exists();
	}

	private void delete() {
		try {
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
