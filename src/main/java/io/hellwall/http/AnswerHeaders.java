package io.hellwall.http;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/** The header fields that every answer has. */
final class AnswerHeaders {

	private AnswerHeaders() {
	}

	static void set(HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("X-Content-Type-Options", "nosniff");
	}

}
