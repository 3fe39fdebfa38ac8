package io.hellwall.letter;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.processor.AbstractStandardExpressionAttributeTagProcessor;
import org.thymeleaf.standard.processor.StandardTextTagProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * {@code th:text}, which escapes in HTML whatever is no {@link Markup}. In plain text it
 * escapes nothing, where Thymeleaf's own would escape as in HTML.
 */
final class LetterText extends AbstractStandardExpressionAttributeTagProcessor {

	LetterText(TemplateMode mode, String prefix) {
		super(mode, prefix, StandardTextTagProcessor.ATTR_NAME, StandardTextTagProcessor.PRECEDENCE, true);
	}

	@Override
	protected void doProcess(ITemplateContext context, IProcessableElementTag tag, AttributeName attribute,
			String expression, @Nullable Object result, IElementTagStructureHandler structure) {
		String text = (result != null) ? result.toString() : "";
		boolean asItIs = getTemplateMode() == TemplateMode.TEXT || result instanceof Markup;
		structure.setBody(asItIs ? text : Markup.escaped(text), false);
	}

}
