package io.hellwall.http;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.core.convert.ConversionFailedException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns exceptions of the framework and of the store into problems. */
@RestControllerAdvice
class ExceptionProblems extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ExceptionProblems.class);

	private static final String OURS = "io.hellwall.";

	private final StoreTrouble trouble;

	ExceptionProblems(StoreTrouble trouble) {
		this.trouble = trouble;
	}

	/** A failure of the store grants nothing. */
	@ExceptionHandler({ DataAccessException.class, TransactionException.class })
	ResponseEntity<Object> handleStore(Exception ex) {
		return this.trouble.notice(ex) ? Problems.of(Refusal.STORE_UNAVAILABLE) : handleBug(ex);
	}

	/** The client closed the connection. It cannot be answered, and nothing is broken. */
	@ExceptionHandler
	void handleGone(ClientAbortException ex) {
		log.debug("A client went away", ex);
	}

	@ExceptionHandler
	ResponseEntity<Object> handleBug(Exception ex) {
		log.error("A request failed", ex);
		return Problems.of(Refusal.INTERNAL_ERROR);
	}

	@Override
	protected ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		Refusal refusal = Refusal.of(status.value());
		String detail = detail(ex);
		return Problems.answer(refusal, (detail != null) ? refusal.problem(detail) : refusal.problem(), headers);
	}

	/**
	 * Names a field or parameter and what it must be, without text that the client wrote.
	 * If several are wrong, it is always the same one: validation finds them in no order.
	 */
	private static @Nullable String detail(Exception ex) {
		return switch (ex) {
			case MethodArgumentNotValidException invalid -> first(invalid.getFieldErrors()
				.stream()
				.map((error) -> error.getField() + " " + error.getDefaultMessage()));
			case HandlerMethodValidationException invalid -> first(invalid.getParameterValidationResults()
				.stream()
				.flatMap((result) -> result.getResolvableErrors()
					.stream()
					.map((error) -> result.getMethodParameter().getParameterName() + " " + error.getDefaultMessage())));
			case MethodArgumentTypeMismatchException mismatch -> mismatch.getName() + " " + rule(mismatch);
			case HttpMessageNotReadableException unreadable -> detail(unreadable.getCause());
			default -> null;
		};
	}

	private static @Nullable String first(Stream<String> details) {
		return details.min(Comparator.naturalOrder()).orElse(null);
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

	/** Only messages of our own types do not repeat the text. */
	private static String rule(MethodArgumentTypeMismatchException mismatch) {
		Class<?> type = mismatch.getRequiredType();
		Throwable cause = mismatch.getCause();
		while (cause instanceof ConversionFailedException failed) {
			type = failed.getTargetType().getType();
			cause = failed.getCause();
		}
		if (type != null && type.getPackageName().startsWith(OURS) && cause instanceof IllegalArgumentException) {
			return String.valueOf(cause.getMessage());
		}
		if (type == UUID.class) {
			return "must be a UUID";
		}
		if (type == Instant.class) {
			return "must be an instant such as 2026-11-22T12:00:00Z";
		}
		return (type == int.class) ? "must be a whole number" : "has the wrong type";
	}

}
