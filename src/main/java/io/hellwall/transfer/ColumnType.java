package io.hellwall.transfer;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The type of a column. A value that was read has the same Java type for both kinds of
 * database: {@code byte[]} (also for a UUID), {@code String}, {@code Long} or null.
 */
enum ColumnType {

	UUID(byte[].class, Types.OTHER), BYTES(byte[].class, Types.BINARY), TEXT(String.class, Types.VARCHAR),
	NUMBER(Long.class, Types.BIGINT);

	private final Class<?> read;

	private final int sqlType;

	ColumnType(Class<?> read, int sqlType) {
		this.read = read;
		this.sqlType = sqlType;
	}

	/** Sets a parameter of an insert to a value that was read. */
	void set(PreparedStatement insert, int index, @Nullable Object value) throws SQLException {
		if (value == null) {
			insert.setNull(index, this.sqlType);
		}
		else if (this.read.isInstance(value)) {
			insert.setObject(index, (this == UUID) ? uuid((byte[]) value) : value);
		}
		else {
			throw wrongType();
		}
	}

	/** Reads the value of one column of a row. */
	static @Nullable Object get(ResultSet row, int index) throws SQLException {
		return switch (row.getObject(index)) {
			case null -> null;
			case UUID uuid -> ByteBuffer.allocate(16)
				.putLong(uuid.getMostSignificantBits())
				.putLong(uuid.getLeastSignificantBits())
				.array();
			case byte[] bytes -> bytes;
			case String text -> text;
			case Integer number -> number.longValue();
			case Long number -> number;
			default -> throw wrongType();
		};
	}

	/**
	 * @param name the database's name for the type
	 */
	static ColumnType named(String name) {
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "uuid" -> UUID;
			case "bytea", "blob" -> BYTES;
			case "text" -> TEXT;
			case "int4", "int8", "bigserial", "integer", "bigint" -> NUMBER;
			default -> throw new IllegalStateException("store copy cannot copy a column of the type " + name);
		};
	}

	private static UUID uuid(byte[] bytes) {
		if (bytes.length != 16) {
			throw wrongType();
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return new UUID(buffer.getLong(), buffer.getLong());
	}

	private static IllegalStateException wrongType() {
		return new IllegalStateException("a row holds a value that is not of its column's type");
	}

}
