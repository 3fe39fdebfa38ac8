package io.hellwall.pages;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.http.Caller;
import io.hellwall.http.Form;
import io.hellwall.pages.PendingSignIns.Pending;
import io.hellwall.pages.Visit.Holder;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult;
import io.hellwall.password.Password;
import io.hellwall.selfservice.ChangeResult;
import io.hellwall.selfservice.Credentials;
import io.hellwall.selfservice.HolderChanges;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * A new password. It needs what a sign-in needs, the old password and a passcode, whether
 * somebody has signed in or may not do so before the password is changed.
 */
@ForPeople
class NewPasswordPage {

	private static final String OLD = "/signin/password";

	static final String PASSCODE = "/signin/password/passcode";

	private static final String NEW = "/signin/password/new";

	private static final URI SIGN_IN = URI.create("/signin");

	private static final URI DONE = URI.create("/signin?said=passwordChanged");

	private final PageWriter pages;

	private final Browsers browsers;

	private final Passcodes passcodes;

	private final HolderChanges changes;

	private final PendingSignIns pending;

	NewPasswordPage(PageWriter pages, Browsers browsers, Passcodes passcodes, HolderChanges changes,
			PendingSignIns pending) {
		this.pages = pages;
		this.browsers = browsers;
		this.passcodes = passcodes;
		this.changes = changes;
		this.pending = pending;
	}

	/** Asks whoever has signed in for the old password. */
	@GetMapping(OLD)
	ResponseEntity<?> open(Caller caller, HttpServletRequest request, HttpServletResponse response) {
		return this.browsers.visit(caller, request, response,
				(visit) -> (visit instanceof Holder holder) ? this.pages.answer(oldForm(holder, caller)) : signIn());
	}

	@PostMapping(path = OLD, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> old(Form form, Caller caller, HttpServletRequest request, HttpServletResponse response) {
		return this.browsers.visit(caller, request, response, (visit) -> {
			if (!(visit instanceof Holder holder)) {
				return signIn();
			}
			Page again = oldForm(holder, caller);
			try {
				Password.parse(form.text("password"));
			}
			catch (IllegalArgumentException ex) {
				return this.pages.refuse(Trouble.NO_PASSWORD, again);
			}
			return mail(holder.email(), form.text("password"), holder.device(), again, caller, request, response);
		});
	}

	/** Mails whoever may not sign in with the old password another passcode. */
	@PostMapping(path = PASSCODE, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> passcode(Caller caller, HttpServletRequest request, HttpServletResponse response) {
		return this.browsers.withDevice(caller, request,
				(device) -> this.pending.find(request, device.mac())
					.<ResponseEntity<?>>map((pending) -> mail(pending.email(), pending.typed(), device,
							this.pages.trouble(caller.language()), caller, request, response))
					.orElseGet(NewPasswordPage::signIn));
	}

	private ResponseEntity<?> mail(EmailAddress email, String typed, Device device, Page again, Caller caller,
			HttpServletRequest request, HttpServletResponse response) {
		return switch (this.passcodes.request(email, Password.parse(typed), null, device)) {
			case RequestResult.Sent sent -> {
				Browsers.set(this.pending.keep(email, typed, device.mac(), sent), response);
				yield PageWriter.seeOther(URI.create(NEW));
			}
			case RequestResult.Denied denied -> this.pages.refuse(Trouble.WRONG_PASSWORD, again);
			// A second click gets this answer: the form for the passcode has to be in it.
			case RequestResult.TooSoon soon -> this.pages.refuse(Trouble.recentlySent(soon.retryAfter()),
					this.pending.find(request, device.mac(), email)
						.map((pending) -> newForm(pending, caller))
						.orElse(again));
			case RequestResult.TooManyMails many -> this.pages.refuse(Trouble.tooMany(many.retryAfter()), again);
			case RequestResult.MailUnavailable unavailable -> this.pages.refuse(Trouble.MAIL_AWAY, again);
			case RequestResult.Busy busy -> this.pages.refuse(Trouble.BUSY, again);
		};
	}

	@GetMapping(NEW)
	ResponseEntity<?> openNew(Caller caller, HttpServletRequest request) {
		return this.browsers.withDevice(caller, request,
				(device) -> this.pending.find(request, device.mac())
					.<ResponseEntity<?>>map((pending) -> this.pages.answer(newForm(pending, caller)))
					.orElseGet(NewPasswordPage::signIn));
	}

	@PostMapping(path = NEW, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> change(Form form, Caller caller, HttpServletRequest request, HttpServletResponse response) {
		return this.browsers.withDevice(caller, request, (device) -> {
			Optional<Pending> pending = this.pending.find(request, device.mac());
			if (pending.isEmpty()) {
				return signIn();
			}
			Page again = newForm(pending.get(), caller);
			Optional<Passcode> passcode = PasscodePage.read(form);
			if (passcode.isEmpty()) {
				return this.pages.refuse(Trouble.NO_PASSCODE, again);
			}
			Password wanted;
			try {
				wanted = Password.parse(form.text("newPassword"));
			}
			catch (IllegalArgumentException ex) {
				return this.pages.refuse(Trouble.NO_NEW_PASSWORD, again);
			}
			return answer(this.changes.changePassword(
					new Credentials(pending.get().email(), pending.get().password(), null, passcode.get(), device),
					wanted), again, response);
		});
	}

	private ResponseEntity<?> answer(ChangeResult result, Page again, HttpServletResponse response) {
		return switch (result) {
			case ChangeResult.Changed changed -> {
				Browsers.set(this.pending.forget(), response);
				this.browsers.forget(response);
				yield PageWriter.seeOther(DONE);
			}
			case ChangeResult.Denied denied -> this.pages.refuse(Trouble.WRONG_PASSCODE, again);
			case ChangeResult.PasswordRefused refused -> this.pages.refuse(Trouble.of(refused.fault()), again);
			case ChangeResult.AddressTaken taken -> this.pages.refuse(Trouble.CHANGED_MEANWHILE, again);
			case ChangeResult.Busy busy -> this.pages.refuse(Trouble.BUSY, again);
		};
	}

	private Page oldForm(Holder holder, Caller caller) {
		return this.pages.page("old-password", "newPasswordTitle", caller.language())
			.with("email", holder.email().value());
	}

	private Page newForm(Pending pending, Caller caller) {
		return this.pages.page("new-password", "newPasswordTitle", caller.language())
			.with("email", pending.email().value())
			.say("text", "passcodeHint", Map.of("email", pending.email().value()));
	}

	private static ResponseEntity<?> signIn() {
		return PageWriter.seeOther(SIGN_IN);
	}

}
