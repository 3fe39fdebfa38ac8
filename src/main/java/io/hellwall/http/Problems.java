package io.hellwall.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import io.hellwall.http.Refusal.Problem;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Turns a {@link Refusal} into an answer, and nothing else does. Controllers return it;
 * filters, interceptors and the container write it.
 */
@Component
public class Problems {

	private static final String SCHEME = "Bearer";

	private final JsonMapper json;

	Problems(JsonMapper json) {
		this.json = json;
	}

	public static ResponseEntity<Object> of(Refusal refusal) {
		return answer(refusal, refusal.problem(), new HttpHeaders());
	}

	/** A wait is rounded up to whole seconds. */
	public static ResponseEntity<Object> of(Refusal refusal, Duration retryAfter) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(retryAfter)));
		return answer(refusal, refusal.problem(), headers);
	}

	/**
	 * Answers with a more exact detail than the one of the refusal.
	 * @param detail for people; never text that the client wrote
	 */
	public static ResponseEntity<Object> of(Refusal refusal, String detail) {
		return answer(refusal, refusal.problem(detail), new HttpHeaders());
	}

	/** Names in the answer where its reader gets what the request lacks. */
	public static ResponseEntity<Object> of(Refusal refusal, URI location) {
		HttpHeaders headers = new HttpHeaders();
		headers.setLocation(location);
		return answer(refusal, refusal.problem(), headers);
	}

	/**
	 * Refuses the credentials of a request. No error is named where there are none, or
	 * only some of another scheme (RFC 6750 §3.1).
	 * @param authorization the Authorization field, if there is one
	 */
	public static ResponseEntity<Object> unauthorized(@Nullable String authorization) {
		HttpHeaders headers = new HttpHeaders();
		if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			headers.set(HttpHeaders.WWW_AUTHENTICATE, Refusal.BEARER);
		}
		return answer(Refusal.UNAUTHORIZED, Refusal.UNAUTHORIZED.problem(), headers);
	}

	/** The given header fields replace those of the refusal. */
	static ResponseEntity<Object> answer(Refusal refusal, Problem problem, HttpHeaders headers) {
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(refusal.status());
		refusal.headers().forEach(answer::header);
		return answer.headers((all) -> all.putAll(headers))
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(problem);
	}

	/** Writes the refusal where no controller answers. */
	public void write(Refusal refusal, HttpServletResponse response) throws IOException {
		write(of(refusal), response);
	}

	/** Writes an answer of this class where no controller returns it. */
	public void write(ResponseEntity<Object> problem, HttpServletResponse response) throws IOException {
		byte[] body = this.json.writeValueAsBytes(problem.getBody());
		response.setStatus(problem.getStatusCode().value());
		problem.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	/** In whole seconds, rounded up. */
	static long seconds(Duration duration) {
		return duration.plusMillis(999).toSeconds();
	}

}
