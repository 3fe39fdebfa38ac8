package io.hellwall.http;

import java.time.Duration;
import java.util.Comparator;

import io.hellwall.http.Refusal.Problem;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where refusals become answers, whichever edge they come from. */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {

	/** RFC 6750 §3.1. */
	static final String INVALID_TOKEN = "Bearer realm=\"hellwall\", error=\"invalid_token\"";

	/**
	 * RFC 9110 §15.5.2 wants a challenge in every 401. No browser knows this scheme, so
	 * none asks its user for a password of its own accord.
	 */
	static final String PASSCODE = "Passcode realm=\"hellwall\"";

	private static final Logger log = LoggerFactory.getLogger(Problems.class);

	private static final Duration STORE_RETRY = Duration.ofSeconds(1);

	/** What the queue of passwords takes, about. */
	private static final Duration BUSY_RETRY = Duration.ofSeconds(3);

	public static ResponseEntity<Object> of(Refusal refusal) {
		HttpHeaders headers = new HttpHeaders();
		if (refusal == Refusal.INVALID_CREDENTIALS) {
			headers.set(HttpHeaders.WWW_AUTHENTICATE, PASSCODE);
		}
		return answer(refusal, refusal.problem(), headers);
	}

	public static ResponseEntity<Object> of(Refusal refusal, Duration retryAfter) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, Long.toString(RequestRate.seconds(retryAfter)));
		return answer(refusal, refusal.problem(), headers);
	}

	public static ResponseEntity<Object> busy() {
		return of(Refusal.BUSY, BUSY_RETRY);
	}

	public static ResponseEntity<Object> unauthorized() {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.WWW_AUTHENTICATE, INVALID_TOKEN);
		return answer(Refusal.UNAUTHORIZED, Refusal.UNAUTHORIZED.problem(), headers);
	}

	@ExceptionHandler
	ResponseEntity<Object> handle(IpMismatchException ex) {
		return of(Refusal.IP_MISMATCH);
	}

	@ExceptionHandler
	ResponseEntity<Object> handle(TooManyRequestsException ex) {
		return of(Refusal.TOO_MANY_REQUESTS, ex.retryAfter());
	}

	/** Locked, full, read-only or gone: nothing was decided, nothing was granted. */
	@ExceptionHandler({ DataAccessException.class, TransactionException.class })
	ResponseEntity<Object> handleStore(Exception ex) {
		log.error("The store did not answer", ex);
		return of(Refusal.STORE_UNAVAILABLE, STORE_RETRY);
	}

	/** Nobody is left to be answered, and nothing of ours broke. */
	@ExceptionHandler
	void handleGone(ClientAbortException ex) {
		log.debug("A client went away", ex);
	}

	@ExceptionHandler({ Exception.class, InvalidDataAccessApiUsageException.class })
	ResponseEntity<Object> handleBug(Exception ex) {
		log.error("A request failed", ex);
		return of(Refusal.INTERNAL_ERROR);
	}

	@Override
	protected ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		Refusal refusal = Refusal.of(status.value());
		if (refusal == Refusal.UNAUTHORIZED) {
			return unauthorized();
		}
		String detail = detail(ex);
		return answer(refusal, (detail != null) ? refusal.problem().because(detail) : refusal.problem(), headers);
	}

	private static ResponseEntity<Object> answer(Refusal refusal, Problem problem, HttpHeaders headers) {
		return ResponseEntity.status(refusal.status())
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(problem);
	}

	/**
	 * Names a field of ours and what it must be; never anything that the client wrote. Of
	 * several always the same one: validation finds them in no order.
	 */
	private static @Nullable String detail(Exception ex) {
		return switch (ex) {
			case MethodArgumentNotValidException invalid -> invalid.getFieldErrors()
				.stream()
				.map((error) -> detail(error))
				.min(Comparator.naturalOrder())
				.orElse(null);
			case HttpMessageNotReadableException unreadable -> detail(unreadable.getCause());
			case ResponseStatusException decided -> decided.getReason();
			default -> null;
		};
	}

	private static String detail(FieldError error) {
		return error.getField() + " " + error.getDefaultMessage();
	}

	private static @Nullable String detail(@Nullable Throwable cause) {
		if (cause instanceof UnrecognizedPropertyException || !(cause instanceof JacksonException unreadable)
				|| unreadable.getPath().isEmpty()) {
			return null;
		}
		String field = unreadable.getPath().getFirst().getPropertyName();
		return (cause.getCause() instanceof IllegalArgumentException refused) ? field + " " + refused.getMessage()
				: field + " has the wrong type";
	}

}
