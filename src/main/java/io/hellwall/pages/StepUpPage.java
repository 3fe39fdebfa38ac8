package io.hellwall.pages;

import java.util.Map;

import io.hellwall.browser.SignInCookies.SignedIn;
import io.hellwall.device.Device;
import io.hellwall.http.Caller;
import io.hellwall.http.Form;
import io.hellwall.login.StepUps;
import io.hellwall.pages.Visit.Elsewhere;
import io.hellwall.pages.Visit.Holder;
import io.hellwall.pages.Visit.Stranger;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooManyMails;
import io.hellwall.passcode.RequestResult.TooSoon;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;

/** Lets a session go on in another network, after a passcode. */
@ForPeople
class StepUpPage {

	private static final String ASK = "/signin/step-up";

	private static final String PASSCODE = "/signin/step-up/passcode";

	private final PageWriter pages;

	private final Browsers browsers;

	private final Destinations destinations;

	private final StepUps stepUps;

	StepUpPage(PageWriter pages, Browsers browsers, Destinations destinations, StepUps stepUps) {
		this.pages = pages;
		this.browsers = browsers;
		this.destinations = destinations;
		this.stepUps = stepUps;
	}

	/** Asks whether to mail a passcode. */
	static Page ask(PageWriter pages, String rd, Caller caller) {
		return pages.page("ask", "stepUpTitle", caller.language())
			.say("text", "stepUpHint", Map.of())
			.with("action", ASK)
			.with("rd", rd);
	}

	@PostMapping(path = ASK, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> mail(Form form, Caller caller, HttpServletRequest request, HttpServletResponse response) {
		String rd = this.destinations.of(form);
		return this.browsers.visit(caller, request, response, (visit) -> switch (visit) {
			case Holder holder -> PageWriter.seeOther(Destinations.uri(rd));
			case Stranger stranger -> PageWriter.seeOther(Destinations.through("/signin", rd));
			case Elsewhere elsewhere -> mail(elsewhere.in(), elsewhere.device(), rd, caller);
		});
	}

	private ResponseEntity<?> mail(SignedIn in, Device device, String rd, Caller caller) {
		Page ask = ask(this.pages, rd, caller);
		Page form = form(rd, caller);
		return switch (this.stepUps.mailPasscode(in.token(), device)) {
			case Sent sent -> this.pages.answer(form);
			case TooSoon soon -> this.pages.refuse(Trouble.recentlySent(soon.retryAfter()), form);
			case Denied denied -> this.pages.refuse(Trouble.STEP_UP_REFUSED, ask);
			case TooManyMails many -> this.pages.refuse(Trouble.tooMany(many.retryAfter()), ask);
			case MailUnavailable unavailable -> this.pages.refuse(Trouble.MAIL_AWAY, ask);
			case Busy busy -> this.pages.refuse(Trouble.BUSY, ask);
		};
	}

	@PostMapping(path = PASSCODE, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> move(Form form, Caller caller, HttpServletRequest request, HttpServletResponse response) {
		String rd = this.destinations.of(form);
		return this.browsers.visit(caller, request, response, (visit) -> switch (visit) {
			case Holder holder -> PageWriter.seeOther(Destinations.uri(rd));
			case Stranger stranger -> PageWriter.seeOther(Destinations.through("/signin", rd));
			case Elsewhere elsewhere -> move(elsewhere, form, rd, caller, response);
		});
	}

	private ResponseEntity<?> move(Elsewhere elsewhere, Form form, String rd, Caller caller,
			HttpServletResponse response) {
		return PasscodePage.read(form)
			.<ResponseEntity<?>>map(
					(passcode) -> this.stepUps.moveSession(elsewhere.in().token(), passcode, elsewhere.device())
						.<ResponseEntity<?>>map((token) -> {
							this.browsers.keep(token.token(), elsewhere.device(), response);
							return PageWriter.seeOther(Destinations.uri(rd));
						})
						.orElseGet(() -> this.pages.refuse(Trouble.WRONG_PASSCODE, form(rd, caller))))
			.orElseGet(() -> this.pages.refuse(Trouble.NO_PASSCODE, form(rd, caller)));
	}

	private Page form(String rd, Caller caller) {
		return this.pages.page("passcode", "passcodeTitle", caller.language())
			.say("text", "stepUpSent", Map.of())
			.with("action", PASSCODE)
			.with("rd", rd);
	}

}
