package io.hellwall.pages;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.cache.AlwaysValidCacheEntryValidity;
import org.thymeleaf.cache.ICacheEntryValidity;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/**
 * The templates of pages, which are in the jar and nowhere else. Thymeleaf is loaded with
 * the first page, so that a start does not wait for it, and parses each template once.
 */
final class PageTemplates {

	private volatile @Nullable TemplateEngine engine;

	/**
	 * Writes a page: the frame that all have, and in it a template.
	 * @param template its name, which is never one that a request says
	 */
	String write(String template, Map<String, @Nullable Object> variables) {
		Context context = new Context();
		context.setVariables(variables);
		context.setVariable("template", template);
		return engine().process("frame", context);
	}

	private TemplateEngine engine() {
		TemplateEngine engine = this.engine;
		if (engine == null) {
			engine = new TemplateEngine(); // Two that come first may both make one.
			engine.setDialect(new PageDialect());
			engine.setTemplateResolver(new Resolver());
			this.engine = engine;
		}
		return engine;
	}

	/** Takes a template from the jar. */
	private static final class Resolver extends AbstractTemplateResolver {

		@Override
		protected boolean computeResolvable(IEngineConfiguration configuration, @Nullable String owner, String template,
				@Nullable Map<String, Object> attributes) {
			return true;
		}

		@Override
		protected ITemplateResource computeTemplateResource(IEngineConfiguration configuration, @Nullable String owner,
				String template, @Nullable Map<String, Object> attributes) {
			return new StringTemplateResource(PageFiles.text(template + ".html"));
		}

		@Override
		protected TemplateMode computeTemplateMode(IEngineConfiguration configuration, @Nullable String owner,
				String template, @Nullable Map<String, Object> attributes) {
			return TemplateMode.HTML;
		}

		@Override
		protected ICacheEntryValidity computeValidity(IEngineConfiguration configuration, @Nullable String owner,
				String template, @Nullable Map<String, Object> attributes) {
			return AlwaysValidCacheEntryValidity.INSTANCE;
		}

	}

}
