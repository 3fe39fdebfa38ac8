package io.hellwall;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.validation.FieldError;

/**
 * Finds the reason for not starting: a setting that is not valid, or what our own code
 * says to the operator. It says that with an {@link IllegalStateException} or an
 * {@link UncheckedIOException}, and with an {@link IllegalArgumentException} where a
 * setting is read. Values of settings are not repeated: some are secrets.
 */
class StartFailureAnalyzer implements FailureAnalyzer {

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		if (isBug(failure)) {
			return new FailureAnalysis("this is a bug in Hellwall, please report it", null, failure);
		}
		BindException setting = null;
		String said = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BindValidationException invalid) {
				return new FailureAnalysis(describe(invalid.getValidationErrors()), null, failure);
			}
			if (cause instanceof BindException bind) {
				setting = bind;
			}
			if (isOurs(cause) && (isForOperator(cause) || setting != null)) {
				said = cause.getMessage();
			}
		}
		if (setting != null) {
			return new FailureAnalysis(setting.getName() + " " + ((said != null) ? said : wanted(setting)), null,
					failure);
		}
		return (said != null) ? new FailureAnalysis(said, null, failure) : null;
	}

	/** Whether the innermost cause is an exception that only a bug throws. */
	static boolean isBug(Throwable failure) {
		Throwable last = NestedExceptionUtils.getMostSpecificCause(failure);
		return last instanceof NullPointerException || last instanceof ClassCastException
				|| last instanceof IndexOutOfBoundsException || last instanceof ArithmeticException
				|| last instanceof UnsupportedOperationException || last instanceof NoSuchElementException;
	}

	private static boolean isForOperator(Throwable cause) {
		return cause instanceof IllegalStateException || cause instanceof UncheckedIOException;
	}

	private static boolean isOurs(Throwable cause) {
		StackTraceElement[] trace = cause.getStackTrace();
		return trace.length > 0 && trace[0].getClassName().startsWith("io.hellwall.");
	}

	private static String describe(ValidationErrors errors) {
		return errors.getAllErrors()
			.stream()
			.map((error) -> errors.getName()
					+ ((error instanceof FieldError field) ? "." + kebab(field.getField()) : "") + " "
					+ error.getDefaultMessage())
			.collect(Collectors.joining("; "));
	}

	private static String kebab(String field) {
		return field.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
	}

	private static String wanted(BindException setting) {
		Class<?> type = setting.getTarget().getType().resolve(Object.class);
		if (type == Duration.class) {
			return "must be a duration such as 500ms, 30s, 5m, 1h or 30d";
		}
		if (type.isEnum()) {
			return Arrays.stream(type.getEnumConstants())
				.map((constant) -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
				.collect(Collectors.joining(", ", "must be one of: ", ""));
		}
		if (type == int.class || type == long.class) {
			return "must be a whole number";
		}
		if (type == boolean.class) {
			return "must be true or false";
		}
		return "has a wrong value: the README lists the settings";
	}

}
