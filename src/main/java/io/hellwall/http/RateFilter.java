package io.hellwall.http;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Counts requests for passcodes and logins, whatever is in them. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RateFilter extends OncePerRequestFilter {

	/** As the dispatcher finds its controllers, so that no spelling gets around. */
	private static final List<PathPattern> LIMITED = Stream.of("/passcode", "/login")
		.map(PathPatternParser.defaultInstance::parse)
		.toList();

	private final RequestRate rate;

	private final CallerResolver callers;

	private final Problems problems;

	RateFilter(RequestRate rate, CallerResolver callers, Problems problems) {
		this.rate = rate;
		this.callers = callers;
		this.problems = problems;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		if (!HttpMethod.POST.matches(request.getMethod())) {
			return true;
		}
		PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
		return LIMITED.stream().noneMatch((pattern) -> pattern.matches(path));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			take(request, response);
		}
		catch (TooManyRequestsException ex) {
			this.problems.write(Problems.of(Refusal.TOO_MANY_REQUESTS, ex.retryAfter()), response);
			return;
		}
		catch (ResponseStatusException ex) {
			// A trusted proxy sent junk; that is refused where it can be said.
		}
		chain.doFilter(request, response);
	}

	private void take(HttpServletRequest request, HttpServletResponse response) throws TooManyRequestsException {
		Caller caller = this.callers.caller(request);
		// For whom a trusted caller asks is in the body: see ClaimedRate.
		if (!caller.trusted()) {
			this.rate.take(caller.address(), response);
		}
	}

	/** Counts a request whose body is refused, as it is then, whatever is left. */
	void countRefused(HttpServletRequest request, HttpServletResponse response) {
		try {
			if (!shouldNotFilter(request)) {
				take(request, response);
			}
		}
		catch (TooManyRequestsException | ResponseStatusException ex) {
			// It was counted, or nobody knows whose it is.
		}
	}

}
