package io.hellwall.http;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JavaType;
import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Password;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Refusal.Problem;
import io.hellwall.passcode.Passcode;
import io.hellwall.session.BaseToken;
import io.hellwall.session.SessionId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.hellwall.http.Refusal.BUSY;
import static io.hellwall.http.Refusal.CONFLICT;
import static io.hellwall.http.Refusal.CONTENT_TOO_LARGE;
import static io.hellwall.http.Refusal.INTERNAL_ERROR;
import static io.hellwall.http.Refusal.INVALID_CREDENTIALS;
import static io.hellwall.http.Refusal.INVALID_REQUEST;
import static io.hellwall.http.Refusal.IP_MISMATCH;
import static io.hellwall.http.Refusal.MAIL_UNAVAILABLE;
import static io.hellwall.http.Refusal.NOT_ACCEPTABLE;
import static io.hellwall.http.Refusal.NOT_FOUND;
import static io.hellwall.http.Refusal.REQUEST_TIMEOUT;
import static io.hellwall.http.Refusal.STORE_UNAVAILABLE;
import static io.hellwall.http.Refusal.TOO_MANY_REQUESTS;
import static io.hellwall.http.Refusal.UNAUTHORIZED;
import static io.hellwall.http.Refusal.UNSUPPORTED_MEDIA_TYPE;

/**
 * Makes {@code /v3/api-docs} the whole contract: the controllers say what a call takes
 * and gives, this class what it refuses, and both by example. A documented refusal comes
 * from where the real one does, so the two cannot differ.
 */
@Configuration(proxyBeanMethods = false)
class ApiContract implements OpenApiCustomizer {

	private static final String PROBLEM = "Problem";

	private static final String ADMIN_KEY = "adminKey";

	private static final String TOKEN = "Awfer_hellwall_8f0c5d7a1e9b4c6d2f3a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e";

	private static final List<Refusal> ANY = List.of(INTERNAL_ERROR, STORE_UNAVAILABLE);

	private static final List<Refusal> DEVICE = and(ANY, INVALID_REQUEST, IP_MISMATCH, REQUEST_TIMEOUT,
			CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE);

	private static final List<Refusal> ADMIN = and(ANY, INVALID_REQUEST, UNAUTHORIZED, NOT_ACCEPTABLE);

	/** In the order in which a newcomer needs them. */
	private static final List<Call> CALLS = List.of(
			new Call("POST /passcode", "Login",
					and(DEVICE, NOT_ACCEPTABLE, INVALID_CREDENTIALS, TOO_MANY_REQUESTS, BUSY, MAIL_UNAVAILABLE)),
			new Call("POST /login", "Login", and(DEVICE, NOT_ACCEPTABLE, INVALID_CREDENTIALS, TOO_MANY_REQUESTS, BUSY)),
			new Call("POST /verify", "Tokens", and(DEVICE, NOT_ACCEPTABLE, UNAUTHORIZED)),
			new Call("POST /renew", "Tokens", and(DEVICE, NOT_ACCEPTABLE, UNAUTHORIZED)),
			new Call("POST /logout", "Tokens", DEVICE),
			new Call("POST /admin/accounts", "Administration",
					and(ADMIN, REQUEST_TIMEOUT, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, CONFLICT, BUSY)),
			new Call("GET /admin/accounts", "Administration", ADMIN),
			new Call("GET /admin/accounts/{id}", "Administration", and(ADMIN, NOT_FOUND)),
			new Call("DELETE /admin/accounts/{id}/guesses", "Administration", and(ADMIN, NOT_FOUND)),
			new Call("GET /admin/network", "Administration", ADMIN));

	static {
		SpringDocUtils.getConfig()
			.addRequestWrapperToIgnore(Caller.class)
			.replaceWithSchema(MacAddress.class, text("aa:bb:cc:dd:ee:ff").description(
					"Hardware address; also AA-BB-CC-DD-EE-FF, aabb.ccdd.eeff and AABBCCDDEEFF, in either case"))
			.replaceWithSchema(IpAddress.class,
					text("127.0.0.1")
						.description("The client's IPv4 or IPv6 address, where a trusted proxy calls for it;"
								+ " from anybody else it must be that of the connection"))
			.replaceWithSchema(EmailAddress.class, text("alice@example.org").format("email").maxLength(254))
			.replaceWithSchema(Password.class,
					text("correct horse battery staple").format("password").minLength(1).maxLength(128))
			.replaceWithSchema(PhoneNumber.class,
					text("+4930123456").description("3 to 15 digits, perhaps with + before them"))
			.replaceWithSchema(Passcode.class,
					text("K7M2QX").pattern("^[A-HJ-NP-Za-hj-np-z2-9]{6}$").description("As it stands in the mail"))
			.replaceWithSchema(BaseToken.class,
					text(TOKEN).format("password")
						.description("64 lower-case hex digits, with the token prefix or without"))
			.replaceWithSchema(AccountId.class, text("0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10").format("uuid"))
			.replaceWithSchema(SessionId.class, text("5b0c3a52-6f0e-4a7e-9a53-0d6a7a1c2f11").format("uuid"));
	}

	private final JsonMapper json;

	ApiContract(JsonMapper json) {
		this.json = json;
	}

	@Bean
	static OpenAPI api(ObjectProvider<BuildProperties> build) {
		BuildProperties properties = build.getIfAvailable();
		return new OpenAPI().info(new Info().title("Hellwall")
			.version((properties != null) ? properties.getVersion() : "development")
			.license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0"))
			.description(
					"""
							Logins by password and mailed passcode; tokens bound to a device and a network.

							Bodies are JSON in UTF-8, both ways. Unknown fields, duplicate keys and wrong types are refused; \
							instants are ISO 8601 in UTC, `expiresIn` counts seconds. Every refusal is a problem (RFC 9457) whose \
							`type` tells it from others; none tells whether an account exists. No answer may be cached."""))
			// Relative: right on whatever port and behind whatever proxy this is read.
			.servers(List.of(new Server().url("/").description("This service")))
			.tags(List.of(new Tag().name("Login").description("From a password to a token"),
					new Tag().name("Tokens").description("For the systems behind: is it still the same client?"),
					new Tag().name("Administration").description("For the holder of the admin key")))
			.components(new Components().addSecuritySchemes(ADMIN_KEY,
					new SecurityScheme().type(SecurityScheme.Type.HTTP)
						.scheme("bearer")
						.description("From `hellwall.admin.key`, else from `admin.key` in the data directory")));
	}

	@Bean
	static ModelConverter requiredUnlessNullable() {
		return new RequiredUnlessNullable();
	}

	@Override
	public void customise(OpenAPI api) {
		ModelConverters.getInstance(true).read(Problem.class).forEach(api.getComponents()::addSchemas);
		resolved(new Schema<>().$ref(PROBLEM), api).getProperties().forEach((name, property) -> {
			switch (name) {
				case "type" -> property.format("uri").description("Tells refusals apart");
				case "detail" -> property.description("For people; it may name a field and what that must be");
				default -> {
				}
			}
		});
		for (Call call : CALLS) {
			complete(call, api);
		}
		api.setPaths(inOrder(api.getPaths()));
	}

	private void complete(Call call, OpenAPI api) {
		Operation operation = call.in(api.getPaths());
		operation.setTags(List.of(call.tag()));
		if (call.path().startsWith("/admin/")) {
			operation.setSecurity(List.of(new SecurityRequirement().addList(ADMIN_KEY)));
		}
		if (operation.getRequestBody() != null) {
			MediaType body = json(operation.getRequestBody().getContent());
			Schema<?> schema = schema(body, api);
			schema.setAdditionalProperties(false);
			body.addExamples("required", new Example().summary("What is required").value(example(schema, false, api)))
				.addExamples("all", new Example().summary("All there is").value(example(schema, true, api)));
		}
		for (ApiResponse response : operation.getResponses().values()) {
			if (response.getContent() != null) {
				answerByExample(json(response.getContent()), api);
			}
		}
		call.refusals()
			.stream()
			.collect(Collectors.groupingBy((it) -> it.status().value(), TreeMap::new, Collectors.toList()))
			.forEach((status, refusals) -> operation.getResponses()
				.addApiResponse(status.toString(), refused(refusals)));
		if (call.tag().equals("Login")) {
			operation.getResponses().forEach((status, response) -> tellTheRate(status, response));
		}
	}

	/** What is too large is refused before it is counted. */
	private static void tellTheRate(String status, ApiResponse response) {
		if (!status.equals(Integer.toString(CONTENT_TOO_LARGE.status().value()))) {
			response
				.addHeaderObject(RequestRate.POLICY,
						header(text("\"network\";q=30;w=300"),
								"Requests (q) that a network has in a window of w seconds;"
										+ " missing where limits are turned off"))
				.addHeaderObject(RequestRate.LEFT, header(text("\"network\";r=29;t=300"),
						"Requests (r) that the caller's network has left, and seconds (t) until it has all again"));
		}
	}

	private static void answerByExample(MediaType body, OpenAPI api) {
		Map<String, Object> example = example(schema(body, api), true, api);
		if (!Objects.equals(example.get("status"), "authorized")) {
			body.setExample(example);
			return;
		}
		Map<String, Object> renew = new LinkedHashMap<>(example);
		renew.put("status", "renew");
		example.remove("token");
		body.addExamples("authorized", new Example().summary("authorized: go on").value(example))
			.addExamples("renew", new Example().summary("renew: go on, with this token from now on").value(renew));
	}

	private ApiResponse refused(List<Refusal> refusals) {
		MediaType body = new MediaType().schema(new Schema<>().$ref(PROBLEM));
		ApiResponse response = new ApiResponse()
			.description(refusals.stream().map(Refusal::code).collect(Collectors.joining(" or ")))
			.content(new Content().addMediaType("application/problem+json", body));
		for (Refusal refusal : refusals) {
			body.addExamples(refusal.code(), new Example().summary(refusal.problem().title())
				.value(this.json.convertValue(refusal.problem(), LinkedHashMap.class)));
			refusal.headers()
				.forEach(
						(name, value) -> response
							.addHeaderObject(name,
									name.equals("Retry-After")
											? header(new Schema<>().types(Set.of("integer"))
												.example(Integer.valueOf(value)), "Seconds to wait")
											: header(text(value), "RFC 9110")));
		}
		return response;
	}

	private static List<Refusal> and(List<Refusal> some, Refusal... more) {
		return Stream.concat(some.stream(), Stream.of(more)).sorted().toList();
	}

	private static Header header(Schema<?> schema, String description) {
		return new Header().schema(schema).description(description);
	}

	private static Schema<?> text(String example) {
		return new Schema<String>().types(Set.of("string")).example(example);
	}

	private static MediaType json(Content content) {
		return Objects.requireNonNull(content.get("application/json"));
	}

	private static Schema<?> schema(MediaType body, OpenAPI api) {
		return resolved(body.getSchema(), api);
	}

	private static Schema<?> resolved(Schema<?> schema, OpenAPI api) {
		String ref = schema.get$ref();
		return (ref != null)
				? Objects.requireNonNull(api.getComponents().getSchemas().get(ref.substring(ref.lastIndexOf('/') + 1)))
				: schema;
	}

	private static Map<String, Object> example(Schema<?> schema, boolean optional, OpenAPI api) {
		Map<String, Object> example = new LinkedHashMap<>();
		schema.getProperties().forEach((name, property) -> {
			if (optional || schema.getRequired().contains(name)) {
				example.put(name, (property.getItems() != null && property.getExample() == null)
						? List.of(example(resolved(property.getItems(), api), true, api)) : property.getExample());
			}
		});
		return example;
	}

	private static Paths inOrder(Paths paths) {
		Paths ordered = new Paths();
		CALLS.forEach((call) -> ordered.putIfAbsent(call.path(), paths.get(call.path())));
		paths.forEach(ordered::putIfAbsent);
		return ordered;
	}

	/**
	 * An operation and what the controllers do not tell of it.
	 *
	 * @param name method and path
	 * @param tag the group it is shown in
	 * @param refusals every one that it can answer
	 */
	private record Call(String name, String tag, List<Refusal> refusals) {

		String path() {
			return this.name.substring(this.name.indexOf(' ') + 1);
		}

		Operation in(Paths paths) {
			String method = this.name.substring(0, this.name.indexOf(' '));
			PathItem item = Objects.requireNonNull(paths.get(path()), this.name);
			return Objects.requireNonNull(item.readOperationsMap().get(PathItem.HttpMethod.valueOf(method)), this.name);
		}

	}

	/** What the code says of a record's components, said to the reader too. */
	private static final class RequiredUnlessNullable implements ModelConverter {

		@Override
		@SuppressWarnings("rawtypes")
		public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context,
				Iterator<ModelConverter> chain) {
			Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
			JavaType java = Json31.mapper().constructType(type.getType());
			Schema<?> model = context.getDefinedModels().get(java.getRawClass().getSimpleName());
			if (java.getRawClass().isRecord() && model != null) {
				model.setRequired(Arrays.stream(java.getRawClass().getRecordComponents())
					.filter((it) -> !it.getAnnotatedType().isAnnotationPresent(Nullable.class))
					.map(RecordComponent::getName)
					.toList());
			}
			return schema;
		}

	}

}
