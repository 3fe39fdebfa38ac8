package io.hellwall.http;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.CloseNowException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every answer the header fields that all have, and closes the connection of a
 * client that takes its answer too slowly.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AnswerFilter extends OncePerRequestFilter {

	private final Duration timeout;

	AnswerFilter(HttpProperties properties) {
		this.timeout = properties.answerTimeout();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		setHeaders(response);
		TimedResponse timed = new TimedResponse(response, this.timeout.toMillis());
		chain.doFilter(request, timed);
		if (timed.late()) {
			// Without this the container would keep the connection, in the middle of an
			// answer.
			throw new CloseNowException();
		}
	}

	static void setHeaders(HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("X-Content-Type-Options", "nosniff");
	}

}
