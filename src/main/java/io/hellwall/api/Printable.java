package io.hellwall.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text without control characters and without halves of surrogate pairs. The pattern is
 * for the API document too, so it uses nothing that only Java knows; surrogates have no
 * such pattern.
 */
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Printable.NoHalfPairs.class)
@Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$")
@ReportAsSingleViolation
@interface Printable {

	String message() default "must be printable text";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	/** Refuses halves of surrogate pairs. */
	final class NoHalfPairs implements ConstraintValidator<Printable, String> {

		@Override
		public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
			return text == null || text.codePoints().noneMatch((it) -> Character.getType(it) == Character.SURROGATE);
		}

	}

}
