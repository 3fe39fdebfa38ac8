package io.hellwall.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's driver, which notes what it executes, and fails where a test wants it. */
final class FaultyDriver implements Driver {

	/** All that was executed, also in vain. */
	final List<String> executed = new CopyOnWriteArrayList<>();

	/** How many were opened. */
	final AtomicInteger connections = new AtomicInteger();

	private final Driver sqlite = new JDBC();

	private volatile String failing = "";

	private volatile @Nullable SQLiteErrorCode failure;

	/** From now on, such statements fail. */
	void fail(String sql, @Nullable SQLiteErrorCode failure) {
		this.failing = sql;
		this.failure = failure;
	}

	@Override
	public Connection connect(String url, Properties properties) throws SQLException {
		this.connections.incrementAndGet();
		Connection connection = this.sqlite.connect(url, properties);
		return proxy(Connection.class, (method, arguments) -> {
			if (method.getName().equals("setAutoCommit")) {
				execute(arguments[0].equals(true) ? "commit" : "begin immediate");
			}
			Object result = method.invoke(connection, arguments);
			return (result instanceof PreparedStatement statement) ? watched((String) arguments[0], statement) : result;
		});
	}

	private PreparedStatement watched(String sql, PreparedStatement statement) {
		return proxy(PreparedStatement.class, (method, arguments) -> {
			if (method.getName().startsWith("execute")) {
				execute(sql);
			}
			return method.invoke(statement, arguments);
		});
	}

	private void execute(String sql) throws SQLException {
		this.executed.add(sql);
		SQLiteErrorCode code = this.failure;
		if (code != null && sql.startsWith(this.failing)) {
			throw new SQLiteException("injected", code);
		}
	}

	private static <T> T proxy(Class<T> type, Call call) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				try {
					return call.of(method, arguments);
				}
				catch (InvocationTargetException ex) {
					throw ex.getTargetException();
				}
			}));
	}

	@Override
	public boolean acceptsURL(String url) throws SQLException {
		return this.sqlite.acceptsURL(url);
	}

	@Override
	public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
		return this.sqlite.getPropertyInfo(url, properties);
	}

	@Override
	public int getMajorVersion() {
		return this.sqlite.getMajorVersion();
	}

	@Override
	public int getMinorVersion() {
		return this.sqlite.getMinorVersion();
	}

	@Override
	public boolean jdbcCompliant() {
		return this.sqlite.jdbcCompliant();
	}

	@Override
	public Logger getParentLogger() {
		return Logger.getGlobal();
	}

	private interface Call {

		@Nullable Object of(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;

	}

}
