package io.hellwall.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;

/**
 * Where a page of events is continued: the last event of the page before. As text it is
 * opaque.
 */
public record AuditCursor(Instant at, long id) {

	/** Before all events, oldest first. */
	static final AuditCursor FIRST = new AuditCursor(Instant.ofEpochMilli(Long.MIN_VALUE), Long.MIN_VALUE);

	/** After all events. */
	static final AuditCursor LAST = new AuditCursor(Instant.ofEpochMilli(Long.MAX_VALUE), Long.MAX_VALUE);

	/**
	 * Reads the text of a cursor.
	 * @throws IllegalArgumentException if it is none; the message does not repeat it
	 */
	public static AuditCursor of(String text) {
		try {
			ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
			if (bytes.remaining() == 2 * Long.BYTES) {
				return new AuditCursor(Instant.ofEpochMilli(bytes.getLong()), bytes.getLong());
			}
		}
		catch (IllegalArgumentException ex) {
			// The decoder's message repeats the text.
		}
		throw new IllegalArgumentException("must be the next of the page before");
	}

	@Override
	public String toString() {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(
					ByteBuffer.allocate(2 * Long.BYTES).putLong(this.at.toEpochMilli()).putLong(this.id).array());
	}

}
