package io.hellwall.pages;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.hellwall.browser.SignInCookies;
import io.hellwall.browser.SignInCookies.SignedIn;
import io.hellwall.browser.SignInProperties;
import io.hellwall.device.Device;
import io.hellwall.http.Caller;
import io.hellwall.metrics.Edge;
import io.hellwall.session.Sessions;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.StepUpRequired;
import io.hellwall.session.Verdict.Unauthorized;
import io.hellwall.token.BaseToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Reads and writes the cookies of whoever opens a page. */
@Component
class Browsers {

	private final SignInProperties properties;

	private final SignInCookies cookies;

	private final Sessions sessions;

	Browsers(SignInProperties properties, SignInCookies cookies, Sessions sessions) {
		this.properties = properties;
		this.cookies = cookies;
		this.sessions = sessions;
	}

	/**
	 * Answers whoever opens a page. If the token is renewed, the answer brings the next
	 * one.
	 */
	ResponseEntity<?> visit(Caller caller, HttpServletRequest request, HttpServletResponse response,
			Function<Visit, ResponseEntity<?>> answer) {
		Optional<SignedIn> found = this.cookies.read(request);
		if (found.isEmpty()) {
			return answer.apply(new Visit.Stranger());
		}
		SignedIn in = found.get();
		return caller.withDevice(in.device(), null,
				(device) -> answer.apply(switch (this.sessions.verify(in.token(), device, Edge.PAGES)) {
					case Authorized it -> new Visit.Holder(it.account(), it.email(), it.session(), device);
					case Renewed it -> {
						keep(it.successor().token(), device, response);
						yield new Visit.Holder(it.account(), it.email(), it.successor().session(), device);
					}
					case StepUpRequired required -> new Visit.Elsewhere(in, device);
					case Unauthorized unauthorized -> new Visit.Stranger();
				}));
	}

	/** Answers for the device that the browser is, or becomes now. */
	ResponseEntity<?> withDevice(Caller caller, HttpServletRequest request,
			Function<Device, ResponseEntity<?>> answer) {
		return caller.withDevice(this.cookies.device(request).orElseGet(this.cookies::newDevice), null, answer);
	}

	/**
	 * The browser has a session from now on, always a new one. The one that it had before
	 * ends: nobody would have its token any more.
	 */
	void signIn(BaseToken token, Device device, HttpServletRequest request, HttpServletResponse response) {
		this.cookies.read(request)
			.filter((before) -> before.device().equals(device.mac()))
			.ifPresent((before) -> this.sessions.logout(before.token(), device));
		keep(token, device, response);
	}

	/** Keeps the token of a session, and the device. */
	void keep(BaseToken token, Device device, HttpServletResponse response) {
		set(this.cookies.token(token, host()), response);
		keep(device, response);
	}

	void keep(Device device, HttpServletResponse response) {
		set(this.cookies.device(device.mac(), host()), response);
	}

	/** Ends the session of the browser, if it has one. */
	ResponseEntity<?> signOut(Caller caller, HttpServletRequest request, HttpServletResponse response,
			ResponseEntity<?> answer) {
		forget(response);
		Optional<SignedIn> in = this.cookies.read(request);
		if (in.isEmpty()) {
			return answer;
		}
		return caller.withDevice(in.get().device(), null, (device) -> {
			this.sessions.logout(in.get().token(), device);
			return answer;
		});
	}

	/** The browser has no session from now on. It stays the same device. */
	void forget(HttpServletResponse response) {
		this.cookies.forget(host()).forEach((cookie) -> set(cookie, response));
	}

	static void set(ResponseCookie cookie, HttpServletResponse response) {
		response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
	}

	private String host() {
		return Objects.requireNonNull(this.properties.publicUrl()).host();
	}

}
