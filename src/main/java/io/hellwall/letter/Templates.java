package io.hellwall.letter;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.cache.AlwaysValidCacheEntryValidity;
import org.thymeleaf.cache.ICacheEntryValidity;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/**
 * The two templates that all letters stand in. Thymeleaf is loaded with the first letter,
 * so that a start does not wait for it, and parses each template once.
 */
final class Templates {

	static final String TEXT = "mail.txt";

	static final String HTML = "mail.html";

	private final Map<String, String> own;

	private volatile @Nullable TemplateEngine engine;

	/**
	 * @param own those of the operator, by their names
	 */
	Templates(Map<String, String> own) {
		this.own = own;
	}

	String text(Map<String, @Nullable Object> variables) {
		return Lines.wrapped(written(TEXT, variables));
	}

	String html(Map<String, @Nullable Object> variables) {
		return written(HTML, variables);
	}

	/**
	 * @throws IllegalStateException if the template is wrong; the message begins with its
	 * name
	 */
	private String written(String template, Map<String, @Nullable Object> variables) {
		try {
			return engine().process(template, context(variables));
		}
		catch (TemplateEngineException ex) {
			throw new IllegalStateException(described(template, ex), ex);
		}
	}

	/** The innermost causes know best what is wrong, and where. */
	private static String described(String template, TemplateEngineException failure) {
		Integer line = null;
		String reason = "cannot be read";
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof TemplateProcessingException known && known.getLine() != null) {
				line = known.getLine();
			}
			reason = (cause.getMessage() != null) ? cause.getMessage() : reason;
		}
		String place = (line != null) ? WordsFile.place(template, line) : template + ": ";
		return place + reason.replaceAll("\\s+", " ");
	}

	private static Context context(Map<String, @Nullable Object> variables) {
		Context context = new Context();
		context.setVariables(variables);
		return context;
	}

	private TemplateEngine engine() {
		TemplateEngine engine = this.engine;
		if (engine == null) {
			engine = new TemplateEngine(); // Two that come first may both make one.
			engine.setDialect(new LetterDialect());
			engine.setTemplateResolver(new Resolver());
			this.engine = engine;
		}
		return engine;
	}

	/** Finds no templates but ours. */
	private final class Resolver extends AbstractTemplateResolver {

		@Override
		protected boolean computeResolvable(IEngineConfiguration configuration, @Nullable String owner, String template,
				@Nullable Map<String, Object> attributes) {
			return template.equals(TEXT) || template.equals(HTML);
		}

		@Override
		protected ITemplateResource computeTemplateResource(IEngineConfiguration configuration, @Nullable String owner,
				String template, @Nullable Map<String, Object> attributes) {
			String own = Templates.this.own.get(template);
			return new StringTemplateResource((own != null) ? own : BuiltIn.read(template));
		}

		@Override
		protected TemplateMode computeTemplateMode(IEngineConfiguration configuration, @Nullable String owner,
				String template, @Nullable Map<String, Object> attributes) {
			return template.equals(TEXT) ? TemplateMode.TEXT : TemplateMode.HTML;
		}

		@Override
		protected ICacheEntryValidity computeValidity(IEngineConfiguration configuration, @Nullable String owner,
				String template, @Nullable Map<String, Object> attributes) {
			return AlwaysValidCacheEntryValidity.INSTANCE;
		}

	}

}
