package io.hellwall.http;

import java.util.Locale;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Every way in which a request is refused, with all that the answer says. All refusals of
 * a kind are the same bytes: a difference between two of them would tell a stranger
 * something.
 */
public enum Refusal {

	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid",
			"Send what the contract at /v3/api-docs describes."),

	IP_MISMATCH(HttpStatus.BAD_REQUEST, "The address is not that of the connection",
			"Leave ip out, or call from a network listed in hellwall.trusted-proxies."),

	/**
	 * RFC 9110 §15.5.2 wants a challenge in every 401. No browser knows this scheme, so
	 * none asks its user for a password of its own accord.
	 */
	INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED, "The login is refused",
			"Check address, password and passcode, or ask for a new passcode.",
			Map.of(HttpHeaders.WWW_AUTHENTICATE, "Passcode realm=\"hellwall\"")),

	/** The challenge is that of RFC 6750 §3.1 for a token or key that is not valid. */
	UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "unauthorized", "Log in again, or send a valid key.",
			Map.of(HttpHeaders.WWW_AUTHENTICATE, Refusal.BEARER + ", error=\"invalid_token\"")),

	/** The challenge is that of RFC 9470 §3. */
	STEP_UP_REQUIRED(HttpStatus.UNAUTHORIZED, "A mailed passcode is needed",
			"Ask for a passcode at /step-up/passcode and send it to /step-up: the session goes on here.",
			Map.of(HttpHeaders.WWW_AUTHENTICATE,
					"Bearer realm=\"hellwall\", error=\"insufficient_user_authentication\"")),

	/**
	 * Nothing was decided, and the caller is a proxy that would take 503 for its own
	 * error.
	 */
	UNDECIDED(HttpStatus.UNAUTHORIZED, "The store is not available",
			"Keep the token, and try again after the seconds that the Retry-After field names.",
			Map.of(HttpHeaders.WWW_AUTHENTICATE, Refusal.BEARER, HttpHeaders.RETRY_AFTER, "1")),

	/** A stranger at an endpoint for proxies, or a proxy that nobody listed. */
	NOT_A_PROXY(HttpStatus.FORBIDDEN, "The caller is no trusted proxy",
			"List the network of your proxy in hellwall.trusted-proxies."),

	/**
	 * The proxy is trusted, but its configuration is wrong, or a client got a header past
	 * it.
	 */
	UNCLEAR_REQUEST(HttpStatus.FORBIDDEN, "The proxy does not say what it asks for",
			"Let it send X-Forwarded-For and the header fields of this endpoint, each once, and with a valid value."),

	/** Only who proved password and passcode gets it. */
	PASSWORD_CHANGE_REQUIRED(HttpStatus.FORBIDDEN, "The password has to be changed",
			"Ask for another passcode and choose a new password at /account/password, then log in with that."),

	NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such thing", "See /v3/api-docs for what there is."),

	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here",
			"Use a method that the Allow field names."),

	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer is JSON", "Accept application/json."),

	REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The request took too long",
			"Send the whole body within the time that hellwall.http.body-timeout names."),

	CONFLICT(HttpStatus.CONFLICT, "It exists already", "Look it up instead."),

	PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "It was changed meanwhile",
			"Look it up again and decide anew; send its new ETag."),

	CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large", "Send at most 16 KiB."),

	UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body is not JSON",
			"Send Content-Type: application/json."),

	/** Without it, of two administrators one would undo what the other one did. */
	PRECONDITION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "If-Match is missing",
			"Send If-Match with the ETag of what you looked up, or with * whatever it is now."),

	TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests",
			"Wait for the seconds that the Retry-After field names.", Map.of(HttpHeaders.RETRY_AFTER, "60")),

	/** The limit of an account, which only who knows its password meets. */
	PASSCODE_RECENTLY_SENT(HttpStatus.TOO_MANY_REQUESTS, "A passcode was sent a short time ago",
			"Use the passcode from the mail, or wait for the seconds that the Retry-After field names.",
			Map.of(HttpHeaders.RETRY_AFTER, "60")),

	INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something broke on this side",
			"Try again; if it stays, tell the operator when it happened."),

	/** The queue of passwords to hash is full; it takes about three seconds. */
	BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Too many logins at once",
			"Try again after the seconds that the Retry-After field names.", Map.of(HttpHeaders.RETRY_AFTER, "3")),

	MAIL_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The mail could not be sent",
			"Ask for a passcode again in a moment."),

	STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The store is not available",
			"Try again after the seconds that the Retry-After field names.", Map.of(HttpHeaders.RETRY_AFTER, "1")),

	/** The container takes no more requests. */
	STOPPING(HttpStatus.SERVICE_UNAVAILABLE, "The service is stopping",
			"Try again after the seconds that the Retry-After field names.", Map.of(HttpHeaders.RETRY_AFTER, "5"));

	/** The challenge where a request bears no token and no key at all. */
	static final String BEARER = "Bearer realm=\"hellwall\"";

	private final HttpStatus status;

	private final String title;

	private final String detail;

	@SuppressWarnings("ImmutableEnumChecker") // from Map.of
	private final Map<String, String> headers;

	Refusal(HttpStatus status, String title, String detail) {
		this(status, title, detail, Map.of());
	}

	Refusal(HttpStatus status, String title, String detail, Map<String, String> headers) {
		this.status = status;
		this.title = title;
		this.detail = detail;
		this.headers = headers;
	}

	/** The end of the problem's type. */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	public HttpStatus status() {
		return this.status;
	}

	/**
	 * The header fields of the answer, besides those that every answer has. An answer may
	 * name another {@code Retry-After}.
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	public Problem problem() {
		return problem(this.detail);
	}

	Problem problem(String detail) {
		return new Problem("urn:hellwall:problem:" + code(), this.title, this.status.value(), detail);
	}

	/**
	 * The refusal for a status that the framework or the container decided. A version or
	 * a coding that HTTP does not know (501, 505) is no fault of ours.
	 */
	static Refusal of(int status) {
		return switch (status) {
			case 401 -> UNAUTHORIZED;
			case 404 -> NOT_FOUND;
			case 405 -> METHOD_NOT_ALLOWED;
			case 406 -> NOT_ACCEPTABLE;
			case 408 -> REQUEST_TIMEOUT;
			case 409 -> CONFLICT;
			case 412 -> PRECONDITION_FAILED;
			case 413 -> CONTENT_TOO_LARGE;
			case 415 -> UNSUPPORTED_MEDIA_TYPE;
			case 428 -> PRECONDITION_REQUIRED;
			case 501, 505 -> INVALID_REQUEST;
			case 503 -> STOPPING;
			default -> (status >= 500) ? INTERNAL_ERROR : INVALID_REQUEST;
		};
	}

	/**
	 * Problem details (RFC 9457). Not the framework's class: that would add the path of
	 * the request, which is the client's text.
	 */
	@Schema(description = "A refusal (RFC 9457).")
	public record Problem(String type,
			@Schema(description = "Short text for people; the same for every refusal of this type.") String title,
			@Schema(description = "The status of the answer.") int status,
			@Schema(description = "Longer text for people. It may name a field and say what it must be.") String detail) {
	}

}
