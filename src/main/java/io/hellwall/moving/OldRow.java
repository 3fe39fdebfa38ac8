package io.hellwall.moving;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;

/**
 * A row of the first implementation: one device of somebody. Blanks around a value do not
 * count, as they do not in the pipe protocol; an empty text and the word {@code None}
 * mean that there is none.
 *
 * @param number the rowid
 * @param expiresAt when the token of the device expired or will; the beginning of time if
 * it has none, or none that can be read
 * @param problem what is wrong with a value that cannot be taken; null if nothing is
 */
record OldRow(long number, @Nullable EmailAddress email, @Nullable Password password, @Nullable PhoneNumber phone,
		Instant expiresAt, @Nullable String problem) {

	static final String SELECT = "select rowid, cast(mac as blob), cast(password as blob), cast(email as blob),"
			+ " cast(phone as blob), cast(token as blob), cast(expiry as blob) from op_creds order by rowid";

	private static final int PASSWORD = 3;

	private static final int EMAIL = 4;

	private static final int PHONE = 5;

	private static final int EXPIRY = 7;

	private static final String NOTHING = "None";

	/** Later numbers are milliseconds. */
	private static final double MOST_SECONDS = 1e11;

	private static final double MILLIS = 1000;

	/**
	 * Reads a row of {@link #SELECT}.
	 * @param digest is given all that was read
	 */
	static OldRow read(ResultSet row, MessageDigest digest) throws SQLException {
		add(digest, row);
		long number = row.getLong(1);
		EmailAddress email = null;
		Password password = null;
		PhoneNumber phone = null;
		String problem = null;
		String field = "the address ";
		try {
			String address = text(row, EMAIL);
			email = (address != null) ? EmailAddress.parse(address) : null;
			field = "the phone number ";
			String digits = text(row, PHONE);
			phone = (digits != null) ? PhoneNumber.parse(digits) : null;
		}
		catch (IllegalArgumentException ex) {
			problem = field + ex.getMessage();
		}
		try {
			String secret = text(row, PASSWORD);
			password = (secret != null) ? Password.parse(secret) : null;
		}
		catch (IllegalArgumentException ex) {
			problem = "the password " + ex.getMessage();
		}
		return new OldRow(number, email, password, phone, expiry(row), problem);
	}

	private static void add(MessageDigest digest, ResultSet row) throws SQLException {
		digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, row.getLong(1)));
		for (int i = 2; i <= EXPIRY; i++) {
			byte[] value = row.getBytes(i);
			digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, (value != null) ? value.length : -1));
			if (value != null) {
				digest.update(value);
			}
		}
	}

	/**
	 * @throws IllegalArgumentException if it is no text; the message does not repeat it
	 */
	private static @Nullable String text(ResultSet row, int column) throws SQLException {
		byte[] value = row.getBytes(column);
		if (value == null) {
			return null;
		}
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString().strip();
			return (text.isEmpty() || text.equals(NOTHING)) ? null : text;
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("is not UTF-8", ex);
		}
	}

	private static Instant expiry(ResultSet row) throws SQLException {
		try {
			String text = text(row, EXPIRY);
			return (text != null) ? instant(text) : Instant.MIN;
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			return Instant.MIN;
		}
	}

	/** As Python writes a time: a number, or {@code 2024-05-17 09:30:00.123456}. */
	private static Instant instant(String text) {
		if (text.matches("\\d{1,15}(\\.\\d*)?")) {
			double number = Double.parseDouble(text);
			return Instant.ofEpochMilli((long) ((number > MOST_SECONDS) ? number : number * MILLIS));
		}
		String iso = text.replace(' ', 'T');
		if (iso.length() == "2024-05-17".length()) {
			return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
		}
		return (DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from,
				LocalDateTime::from) instanceof OffsetDateTime offset) ? offset.toInstant()
						: LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
	}

	@Override
	public String toString() {
		return "OldRow[" + this.number + "]";
	}

}
