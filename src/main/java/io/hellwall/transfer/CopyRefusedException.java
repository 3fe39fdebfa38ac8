package io.hellwall.transfer;

import java.io.Serial;
import java.sql.SQLException;

/** A copy that was not made; the message says why, and what to do. */
public class CopyRefusedException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	CopyRefusedException(String message) {
		super(message);
	}

	CopyRefusedException(String message, Throwable cause) {
		super(message, cause);
	}

	/**
	 * What went wrong, without the rows it went wrong with: a batch that fails repeats
	 * them, and PostgreSQL does below its first line.
	 */
	static String reason(Exception ex) {
		Exception first = (ex instanceof SQLException sql && sql.getNextException() != null) ? sql.getNextException()
				: ex;
		return String.valueOf(first.getMessage()).lines().findFirst().orElse("no reason given");
	}

}
