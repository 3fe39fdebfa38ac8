package io.hellwall;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** What a request left behind: rows in either store, and lines in the log. */
public final class Traces implements AutoCloseable {

	private static final Set<Traces> OPEN = ConcurrentHashMap.newKeySet();

	private final Path dataDir;

	private final Log log = new Log();

	public Traces(Path dataDir) {
		this.dataDir = dataDir;
		OPEN.add(this);
		attach();
	}

	@Override
	public void close() {
		OPEN.remove(this);
		root().detachAppender(this.log);
	}

	/** The first service that starts after one has ended sets the log up anew. */
	static void attachAgain() {
		OPEN.forEach(Traces::attach);
	}

	private void attach() {
		this.log.start();
		root().addAppender(this.log);
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

	/** How many rows each table has. */
	public Map<String, Integer> rows() {
		Map<String, Integer> rows = new TreeMap<>();
		for (String store : List.of("op_creds.db", "op_passcodes.db")) {
			try (Connection connection = DriverManager
				.getConnection("jdbc:sqlite:file:" + this.dataDir.resolve(store) + "?mode=ro");
					Statement statement = connection.createStatement()) {
				for (String table : tables(statement)) {
					try (ResultSet count = statement.executeQuery("select count(*) from " + table)) {
						rows.put(store + "/" + table, count.getInt(1));
					}
				}
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return rows;
	}

	private static List<String> tables(Statement statement) throws SQLException {
		List<String> tables = new ArrayList<>();
		try (ResultSet names = statement
			.executeQuery("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")) {
			while (names.next()) {
				tables.add(names.getString(1));
			}
		}
		return tables;
	}

	/** All that was logged since the last call, a line with its level and stack trace. */
	public List<String> logged() {
		List<String> lines = new ArrayList<>();
		for (ILoggingEvent event; (event = this.log.events.poll()) != null;) {
			String thrown = (event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy())
					: "";
			lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + thrown);
		}
		return lines;
	}

	private static final class Log extends AppenderBase<ILoggingEvent> {

		private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

		@Override
		protected void append(ILoggingEvent event) {
			this.events.add(event);
		}

	}

}
