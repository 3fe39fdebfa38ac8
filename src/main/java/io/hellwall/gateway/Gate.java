package io.hellwall.gateway;

import java.util.Optional;

import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.Origin.Known;
import io.hellwall.device.Origin.Reason;
import io.hellwall.device.Origin.Unreadable;
import io.hellwall.gateway.Decision.Bad;
import io.hellwall.gateway.Decision.Good;
import io.hellwall.gateway.Outcome.Allowed;
import io.hellwall.gateway.Outcome.Denied;
import io.hellwall.gateway.Outcome.Unclear;
import io.hellwall.gateway.Outcome.Undecided;
import io.hellwall.http.Caller;
import io.hellwall.http.Refusal;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Decides whether a request may pass a proxy. It says yes only where everything is clear:
 * the question comes from a trusted proxy that tells whom it asks for and what, each
 * once.
 */
@Component
class Gate {

	private final Bearer bearer;

	private final Decisions decisions;

	Gate(Bearer bearer, Decisions decisions) {
		this.bearer = bearer;
		this.decisions = decisions;
	}

	/**
	 * Answers a proxy.
	 * @param question empty if it is not clear
	 * @param request with the credentials of the client, which the proxy passes on
	 */
	Outcome ask(Optional<Question> question, HttpServletRequest request, Caller caller) {
		return switch (caller.origin()) {
			case Known(IpAddress client, Reason reason) when isForwarded(reason) ->
				question.map((it) -> ask(it, request, client, caller))
					.orElseGet(() -> new Unclear(Refusal.UNCLEAR_REQUEST));
			case Known(IpAddress client, Reason reason) ->
				new Unclear((reason == Reason.NOTHING_FORWARDED) ? Refusal.UNCLEAR_REQUEST : Refusal.NOT_A_PROXY);
			case Unreadable unreadable -> new Unclear(Refusal.UNCLEAR_REQUEST);
		};
	}

	/** Whether a trusted proxy told the address of the client. */
	private static boolean isForwarded(Reason reason) {
		return switch (reason) {
			case FORWARDED, PROXIES_ONLY -> true;
			case DIRECT, NOT_BELIEVED, NOTHING_FORWARDED -> false;
		};
	}

	private Outcome ask(Question question, HttpServletRequest request, IpAddress client, Caller caller) {
		Optional<Credentials> credentials = this.bearer.credentials(request, question.original());
		if (credentials.isEmpty()) {
			return new Denied(Refusal.UNAUTHORIZED, question.original());
		}
		Device device = new Device(credentials.get().device(), client, caller.language());
		return this.decisions.decide(credentials.get().token(), device, question.mayRenew())
			.map((decision) -> outcome(decision, credentials.get(), question.original()))
			.orElseGet(Undecided::new);
	}

	private Outcome outcome(Decision decision, Credentials credentials, Original original) {
		return switch (decision) {
			case Good good -> {
				HttpHeaders headers = identity(good);
				if (good.next() != null) {
					this.bearer.add(good.next(), credentials, original, headers);
				}
				yield new Allowed(headers);
			}
			case Bad(Refusal refusal) -> new Denied(refusal, original);
		};
	}

	/** Always all of them: a proxy that copies them replaces what the client sent. */
	private static HttpHeaders identity(Good good) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(Identity.USER, good.email().value());
		headers.set(Identity.EMAIL, good.email().value());
		headers.set(Identity.ACCOUNT, good.account().value().toString());
		headers.set(Identity.SESSION, good.session().value().toString());
		headers.set(Identity.EXPIRES, good.expiresAt().toString());
		return headers;
	}

}
