package io.hellwall.backup;

import java.io.Serial;

/** A backup that was not made, is not good, or was not restored; the message says why. */
public class BackupRefusedException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	BackupRefusedException(String message) {
		super(message);
	}

	BackupRefusedException(String message, Throwable cause) {
		super(message, cause);
	}

	/** One line of what went wrong. */
	static String reason(Exception ex) {
		String message = String.valueOf(ex.getMessage()).lines().findFirst().orElse("no reason given");
		return ex.getClass().getSimpleName() + ": " + message;
	}

}
