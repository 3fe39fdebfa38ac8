package io.hellwall.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.hellwall.Hellwall;
import io.hellwall.LogSetup;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Copies a data directory while a command works on it, whenever a step has changed it.
 * Each copy holds what SIGKILL would leave at that moment.
 */
final class Moments implements BeanPostProcessor {

	private final Path data;

	private final Path copies;

	private final List<Path> moments = new ArrayList<>();

	private Map<String, byte[]> last = Map.of();

	private Moments(Path data, Path copies) {
		this.data = data;
		this.copies = copies;
	}

	/** Runs a command to its end, and returns the copies in their order. */
	static List<Path> of(Path data, Path copies, String... words) {
		Moments moments = new Moments(data, copies);
		String[] all = Run.concat(words, "--hellwall.data-dir=" + data);
		Run run = Run.with((profiles) -> LogSetup.application(Hellwall.class)
			.web(WebApplicationType.NONE)
			.profiles(profiles)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(Moments.class, () -> moments))
			.run(all), all);
		assertThat(run.status()).as(run.err()).isZero();
		moments.look();
		return moments.moments;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			// Before the transaction's advice, so it also sees what was committed.
			advised.addAdvice(0, (MethodInterceptor) (call) -> {
				look();
				Object result = call.proceed();
				look();
				return result;
			});
		}
		return bean;
	}

	private synchronized void look() {
		try {
			Map<String, byte[]> files = files();
			if (!files.keySet().equals(this.last.keySet()) || files.entrySet()
				.stream()
				.anyMatch((file) -> !Arrays.equals(file.getValue(), this.last.get(file.getKey())))) {
				this.last = files;
				Path copy = Files.createDirectories(this.copies.resolve("moment-" + this.moments.size()));
				for (Map.Entry<String, byte[]> file : files.entrySet()) {
					Path path = Files.write(copy.resolve(file.getKey()), file.getValue());
					Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(this.data.resolve("server.key")));
				}
				this.moments.add(copy);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** SQLite makes the file of shared memory anew. */
	private Map<String, byte[]> files() throws IOException {
		Map<String, byte[]> files = new TreeMap<>();
		try (Stream<Path> all = Files.list(this.data)) {
			for (Path file : all.filter(Files::isRegularFile).toList()) {
				String name = file.getFileName().toString();
				if (!name.endsWith("-shm")) {
					files.put(name, Files.readAllBytes(file));
				}
			}
		}
		return files;
	}

}
