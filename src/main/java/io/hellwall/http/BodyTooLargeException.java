package io.hellwall.http;

import java.io.IOException;

/** A body of unknown length turned out to be longer than allowed. */
class BodyTooLargeException extends IOException {

	private static final long serialVersionUID = 1L;

}
