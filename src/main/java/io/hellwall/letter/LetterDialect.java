package io.hellwall.letter;

import java.util.LinkedHashSet;
import java.util.Set;

import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.standard.processor.StandardBlockTagProcessor;
import org.thymeleaf.standard.processor.StandardEachTagProcessor;
import org.thymeleaf.standard.processor.StandardIfTagProcessor;
import org.thymeleaf.standard.processor.StandardRemovableAttributeTagProcessor;
import org.thymeleaf.standard.processor.StandardUnlessTagProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * The little that templates of mails need: texts, conditions and loops. So nothing in a
 * template reads files, includes other templates, or writes a value that is not escaped.
 */
final class LetterDialect extends VariablesDialect {

	@Override
	public Set<IProcessor> getProcessors(String prefix) {
		Set<IProcessor> processors = new LinkedHashSet<>();
		for (TemplateMode mode : new TemplateMode[] { TemplateMode.HTML, TemplateMode.TEXT }) {
			processors.add(new LetterText(mode, prefix));
			processors.add(new StandardIfTagProcessor(mode, prefix));
			processors.add(new StandardUnlessTagProcessor(mode, prefix));
			processors.add(new StandardEachTagProcessor(mode, prefix));
			processors.add(new StandardBlockTagProcessor(mode, prefix, StandardBlockTagProcessor.ELEMENT_NAME));
		}
		processors.add(new StandardBlockTagProcessor(TemplateMode.TEXT, null, "")); // [#
																					// … ]
		processors.add(new StandardRemovableAttributeTagProcessor(prefix, "dir"));
		processors.add(new StandardRemovableAttributeTagProcessor(prefix, "lang"));
		return processors;
	}

}
