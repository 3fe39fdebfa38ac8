package io.hellwall.pages;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.hellwall.browser.ReturnTargets;
import io.hellwall.http.Form;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

/**
 * Where somebody wants to go after the sign-in. It comes with each request as {@code rd},
 * and is checked each time; what is not accepted is as if it were not there.
 */
@Component
class Destinations {

	private static final URI OWN = URI.create("/me");

	private final ReturnTargets targets;

	Destinations(ReturnTargets targets) {
		this.targets = targets;
	}

	/** In the query of a page; empty if it is not accepted. */
	String of(HttpServletRequest request) {
		String[] values = request.getParameterValues("rd");
		return (values != null && values.length == 1) ? accepted(values[0]) : "";
	}

	/** In a form; empty if it is not accepted. */
	String of(Form form) {
		return accepted(form.text("rd"));
	}

	private String accepted(String rd) {
		return this.targets.accept(rd).map(URI::toString).orElse("");
	}

	/** There, or to the own account. */
	static URI uri(String target) {
		return target.isEmpty() ? OWN : URI.create(target);
	}

	/** A page that leads there in the end. */
	static URI through(String page, String target) {
		return URI.create(target.isEmpty() ? page : page + "?rd=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
	}

}
