package io.hellwall.pages;

import java.net.URI;

import io.hellwall.http.Caller;
import io.hellwall.http.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;

/** Ends the session of a browser. */
@ForPeople
class SignOutPage {

	private static final URI DONE = URI.create("/signin?said=signedOut");

	private final Browsers browsers;

	private final Destinations destinations;

	SignOutPage(Browsers browsers, Destinations destinations) {
		this.browsers = browsers;
		this.destinations = destinations;
	}

	/** Answers the same where there is no session. */
	@PostMapping(path = "/signout", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> signOut(Form form, Caller caller, HttpServletRequest request, HttpServletResponse response) {
		String rd = this.destinations.of(form);
		return this.browsers.signOut(caller, request, response,
				PageWriter.seeOther(rd.isEmpty() ? DONE : Destinations.uri(rd)));
	}

}
