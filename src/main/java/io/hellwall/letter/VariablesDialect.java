package io.hellwall.letter;

import java.util.Map;

import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressions;

/**
 * A dialect of templates in which an expression is a variable and nothing else. Whoever
 * extends it chooses the attributes that templates may have.
 */
public abstract class VariablesDialect extends StandardDialect {

	private static final VariablesOnly EVALUATOR = new VariablesOnly();

	@Override
	public IStandardVariableExpressionEvaluator getVariableExpressionEvaluator() {
		return EVALUATOR;
	}

	/**
	 * Without what writes scripts and style sheets, which would look for JSON libraries.
	 */
	@Override
	public Map<String, Object> getExecutionAttributes() {
		return Map.of(StandardExpressions.STANDARD_VARIABLE_EXPRESSION_EVALUATOR_ATTRIBUTE_NAME,
				getVariableExpressionEvaluator(), StandardExpressions.STANDARD_EXPRESSION_PARSER_ATTRIBUTE_NAME,
				getExpressionParser(), StandardExpressions.STANDARD_CONVERSION_SERVICE_ATTRIBUTE_NAME,
				getConversionService());
	}

}
