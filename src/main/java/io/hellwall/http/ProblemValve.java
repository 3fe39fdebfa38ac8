package io.hellwall.http;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Writes the problem where Tomcat refuses a request that it cannot read, such as one with
 * a malformed request line.
 */
class ProblemValve extends ErrorReportValve {

	private final Problems problems;

	ProblemValve(Problems problems) {
		this.problems = problems;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable thrown) {
		if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		try {
			AnswerFilter.setHeaders(response);
			this.problems.write(Refusal.of(response.getStatus()), response);
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			// The client is gone, or was answered.
		}
	}

}
