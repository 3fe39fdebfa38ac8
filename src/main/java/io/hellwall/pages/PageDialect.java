package io.hellwall.pages;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.hellwall.letter.VariablesDialect;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.standard.processor.StandardBlockTagProcessor;
import org.thymeleaf.standard.processor.StandardConditionalFixedValueTagProcessor;
import org.thymeleaf.standard.processor.StandardEachTagProcessor;
import org.thymeleaf.standard.processor.StandardFragmentTagProcessor;
import org.thymeleaf.standard.processor.StandardIfTagProcessor;
import org.thymeleaf.standard.processor.StandardRemovableAttributeTagProcessor;
import org.thymeleaf.standard.processor.StandardReplaceTagProcessor;
import org.thymeleaf.standard.processor.StandardTextTagProcessor;
import org.thymeleaf.standard.processor.StandardUnlessTagProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * What templates of pages may have. Nothing in it writes a value that is not escaped, nor
 * one into a script, a style or an event handler.
 */
final class PageDialect extends VariablesDialect {

	private static final List<String> ATTRIBUTES = List.of("class", "dir", "lang", "value", "href", "action",
			"aria-describedby", "aria-invalid", "aria-label");

	@Override
	public Set<IProcessor> getProcessors(String prefix) {
		Set<IProcessor> processors = new LinkedHashSet<>();
		processors.add(new StandardTextTagProcessor(TemplateMode.HTML, prefix));
		processors.add(new StandardIfTagProcessor(TemplateMode.HTML, prefix));
		processors.add(new StandardUnlessTagProcessor(TemplateMode.HTML, prefix));
		processors.add(new StandardEachTagProcessor(TemplateMode.HTML, prefix));
		processors
			.add(new StandardBlockTagProcessor(TemplateMode.HTML, prefix, StandardBlockTagProcessor.ELEMENT_NAME));
		processors.add(new StandardReplaceTagProcessor(TemplateMode.HTML, prefix));
		processors.add(new StandardFragmentTagProcessor(TemplateMode.HTML, prefix));
		processors.add(new StandardConditionalFixedValueTagProcessor(prefix, "selected"));
		ATTRIBUTES.forEach((name) -> processors.add(new StandardRemovableAttributeTagProcessor(prefix, name)));
		return processors;
	}

}
