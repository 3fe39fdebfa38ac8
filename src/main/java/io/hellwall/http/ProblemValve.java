package io.hellwall.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.hellwall.http.Refusal.Problem;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the container refuses before there is a request, such as a request line
 * that is none. The text needs no escaping.
 */
class ProblemValve extends ErrorReportValve {

	@Override
	protected void report(Request request, Response response, @Nullable Throwable thrown) {
		if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		Problem problem = refusal(response.getStatus()).problem();
		byte[] body = "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
			.formatted(problem.type(), problem.title(), problem.status(), problem.detail())
			.getBytes(StandardCharsets.UTF_8);
		try {
			response.setStatus(problem.status());
			response.setHeader("Cache-Control", "no-store");
			response.setHeader("X-Content-Type-Options", "nosniff");
			response.setContentType("application/problem+json");
			response.setContentLength(body.length);
			response.getOutputStream().write(body);
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			// The client is gone, or was answered.
		}
	}

	/** A version or a coding that HTTP does not know is no fault of ours. */
	private static Refusal refusal(int status) {
		return (status == 501 || status == 505) ? Refusal.INVALID_REQUEST : Refusal.of(status);
	}

}
