package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * One service on default settings for each store, for all tests that need nothing else:
 * they make accounts of their own, count no rows, and leave it running. It ends with the
 * JVM.
 */
public final class SharedService {

	/**
	 * Lock of the clock, which only goes forward. A class that moves it takes it for
	 * itself, and one that looks at it, for reading.
	 */
	public static final String CLOCK = "clock of the shared service";

	private static final Map<TestStore, TestService> RUNNING = new ConcurrentHashMap<>();

	private SharedService() {
	}

	public static TestService on(TestStore store) {
		return RUNNING.computeIfAbsent(store, SharedService::start);
	}

	private static TestService start(TestStore store) {
		try {
			Path folder = Files.createTempDirectory("shared-service");
			SpringApplication.getShutdownHandlers().add(() -> delete(folder));
			return TestService.start(folder, store);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Runs once all services are closed. */
	private static void delete(Path folder) {
		try {
			FileSystemUtils.deleteRecursively(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
