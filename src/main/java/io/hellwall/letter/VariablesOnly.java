package io.hellwall.letter;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;

/**
 * Evaluates <code>${name}</code> and <code>${item.part}</code>, and nothing else. The
 * languages that templates have otherwise, OGNL and SpEL, call methods of any object; a
 * template that could do that could run code.
 */
final class VariablesOnly implements IStandardVariableExpressionEvaluator {

	static final Pattern FORM = Pattern.compile("([A-Za-z]+)(?:\\.([A-Za-z]+))?");

	@Override
	public @Nullable Object evaluate(IExpressionContext context, IStandardVariableExpression expression,
			StandardExpressionExecutionContext execution) {
		Matcher name = FORM.matcher(expression.getExpression());
		if (expression.getUseSelectionAsRoot() || !name.matches() || !context.containsVariable(name.group(1))) {
			throw unknown(expression);
		}
		Object value = context.getVariable(name.group(1));
		if (name.group(2) == null) {
			return value;
		}
		if (value instanceof Map<?, ?> parts && parts.containsKey(name.group(2))) {
			return parts.get(name.group(2));
		}
		throw unknown(expression);
	}

	private static TemplateProcessingException unknown(IStandardVariableExpression expression) {
		return new TemplateProcessingException("there is no variable " + expression.getExpression());
	}

}
