package io.hellwall.http;

import java.io.IOException;

import io.hellwall.limit.Decision.Allowed;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Decision.Unlimited;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the whole body and counts the request before a controller runs. So a slow client
 * blocks no controller, and a request with an invalid body is counted too.
 */
@Component
@Order(RequestFilter.ORDER)
class RequestFilter extends OncePerRequestFilter {

	/** Leaves room for a filter that writes refusals for people, as pages. */
	static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

	private final RequestRate rate;

	private final Problems problems;

	RequestFilter(RequestRate rate, Problems problems) {
		this.rate = rate;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		switch (Body.read(request)) {
			case Body.Refused(Refusal refusal) -> {
				this.rate.count(request, Body.NONE, response);
				this.problems.write(refusal, response);
			}
			case Body.Complete(BufferedRequest buffered) -> {
				switch (this.rate.count(buffered, buffered.body(), response)) {
					case Allowed allowed -> chain.doFilter(buffered, response);
					case Unlimited unlimited -> chain.doFilter(buffered, response);
					case Refused refused ->
						this.problems.write(Problems.of(Refusal.TOO_MANY_REQUESTS, refused.retryAfter()), response);
				}
			}
		}
	}

}
