package io.hellwall;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.validation.FieldError;

/**
 * Finds the reason for not starting in what was thrown: a setting that is not valid, or
 * what our own code said, which is written for the operator. Values are not repeated:
 * some are secrets.
 */
class StartFailureAnalyzer implements FailureAnalyzer {

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		BindException setting = null;
		String said = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BindValidationException invalid) {
				return new FailureAnalysis(describe(invalid.getValidationErrors()), null, failure);
			}
			if (cause instanceof BindException bind) {
				setting = bind;
			}
			StackTraceElement[] trace = cause.getStackTrace();
			if (trace.length > 0 && trace[0].getClassName().startsWith("io.hellwall.")) {
				said = cause.getMessage();
			}
		}
		if (setting != null) {
			return new FailureAnalysis(setting.getName() + " " + ((said != null) ? said : wanted(setting)), null,
					failure);
		}
		return (said != null) ? new FailureAnalysis(said, null, failure) : null;
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
		return "is not what the README says it may be";
	}

}
