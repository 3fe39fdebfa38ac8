package io.hellwall.pages;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.device.Language;
import io.hellwall.http.Caller;
import io.hellwall.http.Form;
import io.hellwall.login.LoginResult.Busy;
import io.hellwall.login.LoginResult.Denied;
import io.hellwall.login.LoginResult.LoggedIn;
import io.hellwall.login.LoginResult.PasswordChangeRequired;
import io.hellwall.login.Logins;
import io.hellwall.metrics.Edge;
import io.hellwall.pages.PendingSignIns.Pending;
import io.hellwall.passcode.Passcode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The second form of a sign-in: the passcode. */
@ForPeople
class PasscodePage {

	private static final String PATH = "/signin/passcode";

	private final PageWriter pages;

	private final Browsers browsers;

	private final Destinations destinations;

	private final Logins logins;

	private final PendingSignIns pending;

	PasscodePage(PageWriter pages, Browsers browsers, Destinations destinations, Logins logins,
			PendingSignIns pending) {
		this.pages = pages;
		this.browsers = browsers;
		this.destinations = destinations;
		this.logins = logins;
		this.pending = pending;
	}

	@GetMapping(PATH)
	ResponseEntity<?> open(Caller caller, HttpServletRequest request) {
		String rd = this.destinations.of(request);
		return this.browsers.withDevice(caller, request,
				(device) -> this.pending.find(request, device.mac())
					.<ResponseEntity<?>>map(
							(pending) -> this.pages.answer(form(this.pages, pending.email(), rd, caller.language())))
					.orElseGet(() -> startAgain(rd)));
	}

	@PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> signIn(Form form, Caller caller, HttpServletRequest request, HttpServletResponse response) {
		String rd = this.destinations.of(form);
		return this.browsers.withDevice(caller, request, (device) -> {
			Optional<Pending> pending = this.pending.find(request, device.mac());
			if (pending.isEmpty()) {
				return startAgain(rd);
			}
			Page again = form(this.pages, pending.get().email(), rd, caller.language());
			return read(form)
				.<ResponseEntity<?>>map(
						(passcode) -> signIn(pending.get(), passcode, device, again, rd, request, response))
				.orElseGet(() -> this.pages.refuse(Trouble.NO_PASSCODE, again));
		});
	}

	private ResponseEntity<?> signIn(Pending pending, Passcode passcode, Device device, Page again, String rd,
			HttpServletRequest request, HttpServletResponse response) {
		return switch (this.logins.login(pending.email(), pending.password(), null, passcode, device, Edge.PAGES)) {
			case LoggedIn in -> {
				Browsers.set(this.pending.forget(), response);
				this.browsers.signIn(in.token().token(), device, request, response);
				yield PageWriter.seeOther(Destinations.uri(rd));
			}
			case Denied denied -> this.pages.refuse(Trouble.WRONG_PASSCODE, again);
			case Busy busy -> this.pages.refuse(Trouble.BUSY, again);
			case PasswordChangeRequired change ->
				this.pages.answer(this.pages.page("ask", "newPasswordTitle", device.language())
					.say("text", "changeRequired", Map.of())
					.with("action", NewPasswordPage.PASSCODE)
					.with("rd", rd));
		};
	}

	/** The form for a passcode that was mailed to the address. */
	static Page form(PageWriter pages, EmailAddress email, String rd, @Nullable Language language) {
		return pages.page("passcode", "passcodeTitle", language)
			.say("text", "passcodeHint", Map.of("email", email.value()))
			.with("action", PATH)
			.with("rd", rd);
	}

	/** What somebody typed, perhaps with blanks between the letters. */
	static Optional<Passcode> read(Form form) {
		try {
			return Optional.of(Passcode.parse(form.text("passcode").replaceAll("[\\s-]", "")));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static ResponseEntity<?> startAgain(String rd) {
		String page = Destinations.through("/signin", rd).toString();
		return PageWriter.seeOther(URI.create(page + (rd.isEmpty() ? "?" : "&") + "said=formExpired"));
	}

}
