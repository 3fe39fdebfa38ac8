package io.hellwall.pages;

import java.util.Map;
import java.util.Set;

import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.http.Caller;
import io.hellwall.http.Form;
import io.hellwall.pages.Visit.Elsewhere;
import io.hellwall.pages.Visit.Holder;
import io.hellwall.pages.Visit.Stranger;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooManyMails;
import io.hellwall.passcode.RequestResult.TooSoon;
import io.hellwall.password.Password;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The first form of a sign-in: address and password. */
@ForPeople
class SignInPage {

	/** What the page may have to say, by the keys of their sentences. */
	private static final Set<String> NOTICES = Set.of("signedOut", "passwordChanged", "formExpired");

	private final PageWriter pages;

	private final Browsers browsers;

	private final Destinations destinations;

	private final Passcodes passcodes;

	private final PendingSignIns pending;

	SignInPage(PageWriter pages, Browsers browsers, Destinations destinations, Passcodes passcodes,
			PendingSignIns pending) {
		this.pages = pages;
		this.browsers = browsers;
		this.destinations = destinations;
		this.passcodes = passcodes;
		this.pending = pending;
	}

	@GetMapping("/signin")
	ResponseEntity<?> open(Caller caller, HttpServletRequest request, HttpServletResponse response) {
		String rd = this.destinations.of(request);
		return this.browsers.visit(caller, request, response, (visit) -> this.pages.answer(switch (visit) {
			case Stranger stranger -> notice(form("", rd, caller), request);
			case Elsewhere elsewhere -> StepUpPage.ask(this.pages, rd, caller);
			case Holder holder -> this.pages.page("signed-in", "signedInTitle", caller.language())
				.say("text", "signedIn", Map.of("email", holder.email().value()))
				.with("target", Destinations.uri(rd).toString());
		}));
	}

	@PostMapping(path = "/signin", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> signIn(Form form, Caller caller, HttpServletRequest request, HttpServletResponse response) {
		Page again = form(form.text("email"), this.destinations.of(form), caller);
		EmailAddress email;
		try {
			email = EmailAddress.parse(form.text("email").strip());
		}
		catch (IllegalArgumentException ex) {
			return this.pages.refuse(Trouble.NO_ADDRESS, again);
		}
		Password password;
		try {
			password = Password.parse(form.text("password"));
		}
		catch (IllegalArgumentException ex) {
			return this.pages.refuse(Trouble.NO_PASSWORD, again);
		}
		return this.browsers.withDevice(caller, request,
				(device) -> switch (this.passcodes.request(email, password, null, device)) {
					case Sent sent -> {
						Browsers.set(this.pending.keep(email, form.text("password"), device.mac(), sent), response);
						this.browsers.keep(device, response);
						yield PageWriter.seeOther(Destinations.through("/signin/passcode", this.destinations.of(form)));
					}
					case Denied denied -> this.pages.refuse(Trouble.WRONG_CREDENTIALS, again);
					case TooSoon soon ->
						tooSoon(email, Trouble.recentlySent(soon.retryAfter()), again, form, request, device);
					case TooManyMails many -> this.pages.refuse(Trouble.tooMany(many.retryAfter()), again);
					case MailUnavailable unavailable -> this.pages.refuse(Trouble.MAIL_AWAY, again);
					case Busy busy -> this.pages.refuse(Trouble.BUSY, again);
				});
	}

	/** Whoever still has the passcode's form in this browser may go on with it. */
	private ResponseEntity<?> tooSoon(EmailAddress email, Trouble trouble, Page again, Form form,
			HttpServletRequest request, Device device) {
		return this.pages.refuse(trouble,
				this.pending.find(request, device.mac(), email)
					.map((pending) -> PasscodePage.form(this.pages, pending.email(), this.destinations.of(form),
							device.language()))
					.orElse(again));
	}

	private Page form(String email, String rd, Caller caller) {
		return this.pages.page("signin", "signInTitle", caller.language()).with("email", email).with("rd", rd);
	}

	private static Page notice(Page page, HttpServletRequest request) {
		String said = request.getParameter("said");
		return (said != null && NOTICES.contains(said)) ? page.say("notice", said, Map.of()) : page;
	}

}
