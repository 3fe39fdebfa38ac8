package io.hellwall.http;

import java.time.InstantSource;
import java.util.Comparator;

import io.hellwall.limit.FailureLog;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

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
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns exceptions of the framework and of the store into problems. */
@RestControllerAdvice
class ExceptionProblems extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ExceptionProblems.class);

	private final FailureLog failures;

	ExceptionProblems(InstantSource time) {
		this.failures = new FailureLog(log, "The store did not answer", time);
	}

	/** A failure of the store grants nothing. */
	@ExceptionHandler({ DataAccessException.class, TransactionException.class })
	ResponseEntity<Object> handleStore(Exception ex) {
		if (StoreFailure.isBug(ex)) {
			return handleBug(ex);
		}
		this.failures.log(ex);
		return Problems.of(Refusal.STORE_UNAVAILABLE);
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
	 * Names a field and what it must be, without text that the client wrote. If several
	 * fields are wrong, it is always the same one: validation finds them in no order.
	 */
	private static @Nullable String detail(Exception ex) {
		return switch (ex) {
			case MethodArgumentNotValidException invalid -> invalid.getFieldErrors()
				.stream()
				.map((error) -> error.getField() + " " + error.getDefaultMessage())
				.min(Comparator.naturalOrder())
				.orElse(null);
			case HttpMessageNotReadableException unreadable -> detail(unreadable.getCause());
			default -> null;
		};
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
