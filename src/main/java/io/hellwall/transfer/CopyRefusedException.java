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
	 * The reason of a failure, without the values of rows. A failed batch repeats them in
	 * its message, and PostgreSQL repeats them from the second line on.
	 */
	static String reason(Exception ex) {
		Exception first = (ex instanceof SQLException sql && sql.getNextException() != null) ? sql.getNextException()
				: ex;
		return String.valueOf(first.getMessage()).lines().findFirst().orElse("no reason given");
	}

}
