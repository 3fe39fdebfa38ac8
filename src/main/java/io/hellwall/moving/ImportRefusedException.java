package io.hellwall.moving;

import java.io.Serial;

/** An import or export that was not begun; the message says why, and what to do. */
public class ImportRefusedException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	ImportRefusedException(String message) {
		super(message);
	}

	ImportRefusedException(String message, Throwable cause) {
		super(message, cause);
	}

}
