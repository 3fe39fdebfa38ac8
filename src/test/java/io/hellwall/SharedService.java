package io.hellwall;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.icegreen.greenmail.store.FolderException;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Services that outlive a test class, as each start takes seconds. They end with the JVM.
 */
public final class SharedService {

	/**
	 * Lock of the clock, which only goes forward. A class that moves it takes it for
	 * itself, and one that looks at it, for reading.
	 */
	public static final String CLOCK = "clock of the shared service";

	private static final Map<TestStore, TestService> RUNNING = new ConcurrentHashMap<>();

	private static final Map<Kind, Deque<TestService>> FREE = new HashMap<>();

	private static final IdentityHashMap<TestService, Kind> LENT = new IdentityHashMap<>();

	private SharedService() {
	}

	/**
	 * One service on default settings for each store, for all tests that need nothing
	 * else: they make accounts of their own, count no rows, and leave it running.
	 */
	public static TestService on(TestStore store) {
		return RUNNING.computeIfAbsent(store, (it) -> start(new Kind(it, List.of())));
	}

	/**
	 * A service with these settings and empty stores, for the caller alone until it gives
	 * it back. Its clock may be ahead.
	 */
	public static TestService lend(TestStore store, String... settings) {
		Kind kind = new Kind(store, List.of(settings));
		TestService service = take(kind);
		if (service != null) {
			empty(service);
		}
		else {
			service = start(kind);
		}
		synchronized (FREE) {
			LENT.put(service, kind);
		}
		return service;
	}

	private static @Nullable TestService take(Kind kind) {
		synchronized (FREE) {
			Deque<TestService> free = FREE.get(kind);
			return (free != null) ? free.poll() : null;
		}
	}

	/** Whoever left it in another state than he found it closes it instead. */
	public static void giveBack(TestService service) {
		synchronized (FREE) {
			Kind kind = LENT.remove(service);
			if (kind == null) {
				throw new IllegalStateException("it was not lent");
			}
			FREE.computeIfAbsent(kind, (it) -> new ArrayDeque<>()).add(service);
		}
	}

	private static void empty(TestService service) {
		for (String store : List.of("credsDataSource", "passcodesDataSource")) {
			JdbcTemplate database = new JdbcTemplate(service.context().getBean(store, DataSource.class));
			String tables = service.dataDir().endsWith(TestStore.SQLITE.name())
					? "select name from sqlite_master where type = 'table'"
					: "select table_name from information_schema.tables where table_schema = current_schema()";
			database.queryForList(tables, String.class)
				.stream()
				.filter(Objects::nonNull)
				.filter((table) -> !table.startsWith("flyway") && !table.startsWith("sqlite_")
						&& !table.equals("server_key"))
				.forEach((table) -> database.execute("delete from " + table));
		}
		try {
			service.mail().purgeEmailFromAllMailboxes();
		}
		catch (FolderException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** It is not closed in the end, as closing all of them would take half a minute. */
	private static TestService start(Kind kind) {
		try {
			File folder = Files.createTempDirectory("shared-service").toFile();
			Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder)));
			return TestService.start(folder.toPath(), kind.store(),
					Stream.concat(kind.settings().stream(), Stream.of("spring.main.register-shutdown-hook=false"))
						.toArray(String[]::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Kind(TestStore store, List<String> settings) {
	}

}
