package io.hellwall.http;

import java.net.SocketTimeoutException;

import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Limits how long the body of a request may take, for one request after the other. */
final class BodyTime {

	private final Request request;

	private final long millis;

	/** When the head of the request began whose body is read. */
	private long known = -1;

	private Deadline deadline = new Deadline(0);

	BodyTime(Request request, long millis) {
		this.request = request;
		this.millis = millis;
	}

	/**
	 * Called after each read. The next read may take what is left. The first one has all
	 * the time: the container sets it at the end of the head.
	 * @throws SocketTimeoutException if nothing is left
	 */
	void limit(SocketWrapperBase<?> socket) throws SocketTimeoutException {
		int stage = this.request.getRequestProcessor().getStage();
		if (stage < Constants.STAGE_PREPARE || stage > Constants.STAGE_ENDINPUT) {
			return; // a head
		}
		long start = this.request.getStartTimeNanos();
		if (start != this.known) {
			this.known = start;
			this.deadline = Deadline.in(this.millis);
		}
		long left = this.deadline.left();
		if (left == 0) {
			throw new SocketTimeoutException();
		}
		socket.setReadTimeout(left);
	}

}
