package io.hellwall.cli;

/** A command was understood and is refused. The message says why, in one line. */
class RefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RefusedException(String message) {
		super(message);
	}

}
