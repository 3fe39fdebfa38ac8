package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * Two processes on one PostgreSQL, for all tests of two nodes that need no settings of
 * their own. They are behind a proxy on this machine, and end with the JVM.
 */
public final class SharedNodes {

	/** Lock of whoever uses them, as tests change rows of all accounts. */
	public static final String LOCK = "shared nodes";

	private static final SharedNodes RUNNING = new SharedNodes();

	private final Path folder;

	private final JdbcTemplate database;

	private final TestNode left;

	private final TestNode right;

	private SharedNodes() {
		try {
			this.folder = Files.createTempDirectory("shared-nodes");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
		mail.start();
		String[] store = TestStore.POSTGRES.settings();
		this.database = new JdbcTemplate(new DriverManagerDataSource(store[0].replaceFirst("[^=]+=", "")));
		String[] settings = Stream
			.concat(Stream.of(store),
					Stream.of("hellwall.passcode.resend-interval=60s", "hellwall.passcode.max-per-hour=5",
							"hellwall.trusted-proxies=127.0.0.1", "hellwall.audit.refusals-per-day=100000"))
			.toArray(String[]::new);
		this.left = new TestNode(this.folder.resolve("left"), mail, settings);
		this.right = new TestNode(this.folder.resolve("right"), mail, settings);
		Runtime.getRuntime().addShutdownHook(new Thread(this::end));
	}

	public static TestNode left() {
		return RUNNING.left;
	}

	public static TestNode right() {
		return RUNNING.right;
	}

	/** The database of both. */
	public static JdbcTemplate database() {
		return RUNNING.database;
	}

	private void end() {
		this.left.close();
		this.right.close();
		try {
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
