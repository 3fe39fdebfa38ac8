package io.hellwall.pages;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.hellwall.password.PasswordFault;
import io.hellwall.password.PasswordFault.FromContext;
import io.hellwall.password.PasswordFault.TooCommon;
import io.hellwall.password.PasswordFault.TooShort;

import org.springframework.http.HttpStatus;

/**
 * Why a page does not do what somebody wants. Like the refusals of the API, none of them
 * says whether an account exists.
 *
 * @param key of the one sentence that says it
 * @param fields of the form that it is about; none if it is about none
 * @param values what the sentence names
 * @param retryAfter seconds to wait; 0 if that does not help
 */
record Trouble(HttpStatus status, String key, List<String> fields, Map<String, String> values, long retryAfter) {

	/** All that forms ask for. */
	static final List<String> FIELDS = List.of("email", "password", "passcode", "newPassword");

	static final Trouble NO_ADDRESS = new Trouble(HttpStatus.BAD_REQUEST, "noAddress", List.of("email"),
			Map.of("example", "name@example.org"), 0);

	static final Trouble NO_PASSWORD = of(HttpStatus.BAD_REQUEST, "noPassword", "password");

	static final Trouble NO_NEW_PASSWORD = of(HttpStatus.BAD_REQUEST, "noPassword", "newPassword");

	static final Trouble NO_PASSCODE = of(HttpStatus.BAD_REQUEST, "noPasscode", "passcode");

	static final Trouble WRONG_CREDENTIALS = of(HttpStatus.UNAUTHORIZED, "wrongCredentials", "email", "password");

	static final Trouble WRONG_PASSWORD = of(HttpStatus.UNAUTHORIZED, "wrongPassword", "password");

	static final Trouble WRONG_PASSCODE = of(HttpStatus.UNAUTHORIZED, "wrongPasscode", "passcode");

	static final Trouble STEP_UP_REFUSED = of(HttpStatus.UNAUTHORIZED, "stepUpRefused");

	static final Trouble FOREIGN_FORM = of(HttpStatus.FORBIDDEN, "foreignForm");

	static final Trouble NO_SESSION = of(HttpStatus.NOT_FOUND, "noSession");

	static final Trouble CHANGED_MEANWHILE = of(HttpStatus.CONFLICT, "changedMeanwhile");

	static final Trouble BUSY = waiting(HttpStatus.SERVICE_UNAVAILABLE, "busy", 3);

	static final Trouble MAIL_AWAY = of(HttpStatus.SERVICE_UNAVAILABLE, "mailAway");

	private static Trouble of(HttpStatus status, String key, String... fields) {
		return new Trouble(status, key, List.of(fields), Map.of(), 0);
	}

	private static Trouble waiting(HttpStatus status, String key, long seconds) {
		return new Trouble(status, key, List.of(), Map.of("seconds", Long.toString(seconds)), seconds);
	}

	/** The limit of an account, which only who knows its password meets. */
	static Trouble recentlySent(Duration wait) {
		return waiting(HttpStatus.TOO_MANY_REQUESTS, "recentlySent", seconds(wait));
	}

	/** The limit of a network. */
	static Trouble tooMany(Duration wait) {
		return waiting(HttpStatus.TOO_MANY_REQUESTS, "tooMany", seconds(wait));
	}

	static Trouble of(PasswordFault fault) {
		return switch (fault) {
			case TooShort(int minLength) -> new Trouble(HttpStatus.BAD_REQUEST, "passwordTooShort",
					List.of("newPassword"), Map.of("count", Integer.toString(minLength)), 0);
			case TooCommon common -> of(HttpStatus.BAD_REQUEST, "passwordTooCommon", "newPassword");
			case FromContext context -> of(HttpStatus.BAD_REQUEST, "passwordFromContext", "newPassword");
		};
	}

	/**
	 * What a refusal means that no page of ours decided.
	 * @param seconds the field {@code Retry-After}; 0 if the answer has none
	 */
	static Trouble of(HttpStatus status, long seconds) {
		return switch (status) {
			case FORBIDDEN -> FOREIGN_FORM;
			case NOT_FOUND, METHOD_NOT_ALLOWED -> of(status, "noPage");
			case TOO_MANY_REQUESTS -> waiting(status, "tooMany", seconds);
			case SERVICE_UNAVAILABLE -> waiting(status, "storeAway", seconds);
			default -> of(status, status.is4xxClientError() ? "noForm" : "broken");
		};
	}

	/** Rounded up, as where a wait is told to a program. */
	private static long seconds(Duration wait) {
		return wait.plusMillis(999).toSeconds();
	}

}
