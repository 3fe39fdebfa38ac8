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
 * What a column holds. Values on their way are the same whichever database they come
 * from: bytes, also for a UUID, text, whole numbers, or nothing.
 */
enum ColumnType {

	UUID {
		@Override
		void set(PreparedStatement row, int index, @Nullable Object value) throws SQLException {
			if (value == null) {
				row.setNull(index, Types.OTHER);
			}
			else if (value instanceof byte[] bytes && bytes.length == 16) {
				ByteBuffer buffer = ByteBuffer.wrap(bytes);
				row.setObject(index, new UUID(buffer.getLong(), buffer.getLong()));
			}
			else {
				throw misplaced();
			}
		}
	},

	BYTES {
		@Override
		void set(PreparedStatement row, int index, @Nullable Object value) throws SQLException {
			if (value != null && !(value instanceof byte[])) {
				throw misplaced();
			}
			row.setBytes(index, (byte[]) value);
		}
	},

	TEXT {
		@Override
		void set(PreparedStatement row, int index, @Nullable Object value) throws SQLException {
			if (value != null && !(value instanceof String)) {
				throw misplaced();
			}
			row.setString(index, (String) value);
		}
	},

	NUMBER {
		@Override
		void set(PreparedStatement row, int index, @Nullable Object value) throws SQLException {
			if (value == null) {
				row.setNull(index, Types.BIGINT);
			}
			else if (value instanceof Long number) {
				row.setLong(index, number);
			}
			else {
				throw misplaced();
			}
		}
	};

	/** Puts a value into a row to be inserted. */
	abstract void set(PreparedStatement row, int index, @Nullable Object value) throws SQLException;

	/** Takes a value from a row that was read. */
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
			default -> throw misplaced();
		};
	}

	/**
	 * @param name what the database calls the type
	 */
	static ColumnType named(String name) {
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "uuid" -> UUID;
			case "bytea", "blob" -> BYTES;
			case "text" -> TEXT;
			case "int4", "int8", "bigserial", "integer", "bigint" -> NUMBER;
			default -> throw new IllegalStateException("store copy knows no column of type " + name);
		};
	}

	private static IllegalStateException misplaced() {
		return new IllegalStateException("a row holds a value that is not of its column's type");
	}

}
