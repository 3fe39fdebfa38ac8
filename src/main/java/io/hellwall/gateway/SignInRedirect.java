package io.hellwall.gateway;

import java.net.URI;
import java.util.Optional;

import io.hellwall.browser.ReturnTargets;
import io.hellwall.browser.SignInProperties;
import io.hellwall.gateway.Outcome.Denied;
import io.hellwall.http.Problems;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Says no, and where a person can sign in. */
@Component
class SignInRedirect {

	private final ReturnTargets targets;

	private final boolean pages;

	SignInRedirect(ReturnTargets targets, SignInProperties properties) {
		this.targets = targets;
		this.pages = properties.publicUrl() != null;
	}

	/** Refuses in words, and names the page for whoever can show it. */
	ResponseEntity<?> problem(Denied denied) {
		return page(denied).map((page) -> Problems.of(denied.refusal(), page))
			.orElseGet(() -> Problems.of(denied.refusal()));
	}

	/**
	 * Leads a person to the page who is about to see the answer, and refuses everything
	 * else in words: a script cannot show a page, and would follow.
	 */
	ResponseEntity<?> redirect(Denied denied, HttpServletRequest request) {
		Optional<URI> page = page(denied);
		if (page.isEmpty() || !isNavigation(request)) {
			return problem(denied);
		}
		// Without 303 a form would be sent to the page as well.
		HttpStatus status = denied.original().reads() ? HttpStatus.FOUND : HttpStatus.SEE_OTHER;
		return ResponseEntity.status(status).location(page.get()).build();
	}

	private Optional<URI> page(Denied denied) {
		return this.pages ? Optional.of(this.targets.signIn(denied.original().uri())) : Optional.empty();
	}

	/** Browsers of this decade say it; for others it is guessed from what they accept. */
	private static boolean isNavigation(HttpServletRequest request) {
		String mode = request.getHeader("Sec-Fetch-Mode");
		return (mode != null) ? mode.equals("navigate")
				: accepts(request.getHeader("Accept")) && request.getHeader("X-Requested-With") == null;
	}

	private static boolean accepts(@Nullable String types) {
		return types != null && types.contains("text/html");
	}

}
