package io.hellwall.http;

import java.util.List;

import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenForm;
import org.apache.catalina.core.StandardHost;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.StdConverter;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.jackson.JacksonMixinModuleEntries;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class HttpWiring implements WebMvcConfigurer {

	private final Callers callers;

	HttpWiring(Callers callers) {
		this.callers = callers;
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(this.callers);
		resolvers.add(new Forms());
	}

	/** Refuses a number or a boolean where a string is expected. */
	@Bean
	static JsonMapperBuilderCustomizer strictText() {
		return (json) -> json.withCoercionConfig(LogicalType.Textual, (text) -> {
			for (CoercionInputShape shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float,
					CoercionInputShape.Boolean)) {
				text.setCoercion(shape, CoercionAction.Fail);
			}
		});
	}

	/**
	 * Says that no class is a mixin of Jackson. Spring Boot would read each class of ours
	 * to find that out.
	 */
	@Bean
	static BeanFactoryPostProcessor noMixins() {
		return (beans) -> beans.registerSingleton("jacksonMixinModuleEntries",
				JacksonMixinModuleEntries.create((none) -> {
				}));
	}

	/** Replaces a filter that does what the servlet behind it does again. */
	@Bean
	static FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
		FilterRegistrationBean<RequestContextFilter> none = new FilterRegistrationBean<>(new RequestContextFilter());
		none.setEnabled(false);
		return none;
	}

	@Bean
	static WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTheContainer(Problems problems) {
		return (tomcat) -> tomcat.addContextCustomizers((context) -> {
			if (context.getParent() instanceof StandardHost host) {
				// The host makes a valve of the named class unless there is one already.
				host.setErrorReportValveClass(ProblemValve.class.getName());
				host.getPipeline().addValve(new ProblemValve(problems));
			}
		});
	}

	/**
	 * The form of a token is a setting, so no annotation can name it. The text is read
	 * like that of any other value: only a JSON string, and nothing of it is trimmed.
	 */
	@Bean
	static SimpleModule tokenModule(TokenForm form) {
		return new SimpleModule("tokens").addDeserializer(BaseToken.class,
				new StdConvertingDeserializer<>(new StdConverter<String, BaseToken>() {

					@Override
					public BaseToken convert(String text) {
						return form.read(text);
					}

				}));
	}

}
