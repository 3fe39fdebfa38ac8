package io.hellwall.openapi;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.hellwall.audit.Actor;
import io.hellwall.http.Caller;
import io.hellwall.http.Refusal;
import io.hellwall.http.Refusal.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the API document at {@code /v3/api-docs} says about the service as a whole. The
 * controllers describe their operations, {@link ApiSchemas} their fields,
 * {@link ApiRefusals} what they refuse, and {@link ApiExamples} gives examples.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

	static {
		SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, Actor.class);
	}

	@Bean
	static OpenAPI api(ObjectProvider<BuildProperties> build) {
		BuildProperties properties = build.getIfAvailable();
		return new OpenAPI().info(new Info().title("Hellwall")
			.version((properties != null) ? properties.getVersion() : "development")
			.contact(new Contact().name("The operator of this service"))
			.license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0"))
			.description(
					"""
							Logins by password and mailed passcode. Tokens are bound to a device and a network.

							Requests and answers are JSON in UTF-8. Unknown fields, duplicate keys and wrong types are refused. \
							Instants are ISO 8601 in UTC; `expiresIn` is in seconds. Every refusal is a problem (RFC 9457); its \
							`type` says which one. No refusal says whether an account exists. No answer may be cached."""))
			.servers(List.of(new Server().url("http://127.0.0.1:8080")
				.description("Example: the service on this machine. Replace it by the address of your service.")));
	}

	@Bean
	static GlobalOpenApiCustomizer problemSchema() {
		return (api) -> {
			Schema<String> type = ApiSchemas.text(Refusal.INVALID_REQUEST.problem().type());
			type.setDescription("Says which refusal it is.");
			type.setEnum(Stream.of(Refusal.values()).map((it) -> it.problem().type()).toList());
			Schema<?> problem = Objects
				.requireNonNull(ModelConverters.getInstance(true).read(Problem.class).get("Problem"));
			problem.addProperty("type", type);
			api.getComponents().addSchemas("Problem", problem);
		};
	}

	/**
	 * Sorts paths by tag and name, those that need a key last, so that the document is
	 * always the same text.
	 */
	@Bean
	static GlobalOpenApiCustomizer pathOrder() {
		return (api) -> {
			Paths sorted = new Paths();
			api.getPaths()
				.entrySet()
				.stream()
				.sorted(Comparator
					.comparing((Map.Entry<String, PathItem> it) -> !first(it.getValue()).getSecurity().isEmpty())
					.thenComparing((it) -> tag(it.getValue()))
					.thenComparing(Map.Entry::getKey))
				.forEach((it) -> sorted.addPathItem(it.getKey(), it.getValue()));
			List<String> tags = sorted.values().stream().map(ApiDocument::tag).toList();
			api.setPaths(sorted);
			api.setTags(api.getTags()
				.stream()
				.sorted(Comparator.comparingInt((it) -> tags.indexOf(it.getName())))
				.toList());
		};
	}

	private static Operation first(PathItem path) {
		return path.readOperations().getFirst();
	}

	private static String tag(PathItem path) {
		return first(path).getTags().getFirst();
	}

}
