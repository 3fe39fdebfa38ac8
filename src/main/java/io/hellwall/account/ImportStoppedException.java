package io.hellwall.account;

import java.io.Serial;

/** An import was begun and cannot go on; the message says why, and what to do. */
public class ImportStoppedException extends IllegalStateException {

	@Serial
	private static final long serialVersionUID = 1L;

	public ImportStoppedException(String message) {
		super(message);
	}

	public ImportStoppedException(String message, Throwable cause) {
		super(message, cause);
	}

}
