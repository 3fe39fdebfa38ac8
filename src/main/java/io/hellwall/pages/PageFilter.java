package io.hellwall.pages;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.hellwall.browser.OwnOrigin;
import io.hellwall.browser.PublicUrl;
import io.hellwall.browser.ReturnTargets;
import io.hellwall.browser.SignInProperties;
import io.hellwall.device.Language;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What holds for all pages: the header fields that protect them, forms from our own
 * origin only, and refusals that people can read. It runs before the body of a request is
 * read and the request is counted.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class PageFilter extends OncePerRequestFilter {

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private final List<PathPattern> paths;

	private final OwnOrigin origin;

	private final PageWriter pages;

	private final String policy;

	private final @Nullable PublicUrl publicUrl;

	PageFilter(SignInProperties properties, OwnOrigin origin, ReturnTargets targets, PageWriter pages) {
		this.publicUrl = properties.publicUrl();
		this.paths = Stream
			.concat(Stream.of("/", "/style.css"),
					(this.publicUrl != null) ? Stream.of("/signin/**", "/signout", "/me/**") : Stream.empty())
			.map(PathPatternParser.defaultInstance::parse)
			.toList();
		this.origin = origin;
		this.pages = pages;
		this.policy = "default-src 'none'; style-src 'self'; form-action " + targets.formAction()
				+ "; frame-ancestors 'none'; base-uri 'none'";
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
		return this.paths.stream().noneMatch((it) -> it.matches(path));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		protect(response);
		ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
		if (READING.contains(request.getMethod()) || this.origin.allows(request)) {
			chain.doFilter(request, held);
		}
		else {
			held.setStatus(HttpStatus.FORBIDDEN.value());
			held.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		}
		if (MediaType.APPLICATION_PROBLEM_JSON_VALUE.equals(held.getContentType())) {
			writePage(request, held);
		}
		held.copyBodyToResponse();
	}

	private void protect(HttpServletResponse response) {
		response.setHeader("Content-Security-Policy", this.policy);
		response.setHeader("X-Frame-Options", "DENY");
		// Without a referrer at all, browsers would send forms with "Origin: null".
		response.setHeader("Referrer-Policy", "same-origin");
		response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
		response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
		if (this.publicUrl != null && this.publicUrl.secure()) {
			response.setHeader("Strict-Transport-Security", "max-age=31536000");
		}
	}

	/** Says the same as the refusal that is held, to a person. */
	private void writePage(HttpServletRequest request, ContentCachingResponseWrapper held) throws IOException {
		HttpStatus status = HttpStatus.valueOf(held.getStatus());
		String wait = held.getHeader(HttpHeaders.RETRY_AFTER);
		Trouble trouble = Trouble.of(status, (wait != null) ? Long.parseLong(wait) : 0);
		Page page = this.pages.trouble(Language.preferred(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
		held.resetBuffer();
		held.setContentType(PageWriter.HTML.toString());
		held.setHeader(HttpHeaders.CONTENT_LANGUAGE, page.words().language().tag());
		held.getOutputStream().write(this.pages.html(page.alert(trouble)));
	}

}
