package io.hellwall;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.OpenApi31;
import com.networknt.schema.format.PatternFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares answers with the API document. An answer to a path or method that the document
 * does not name is not looked at.
 */
public final class ApiContract {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String BASE = "https://hellwall.test/openapi.json";

	private final JsonNode paths;

	private final SchemaRegistry schemas;

	/**
	 * Reads a document of which each body has a schema under {@code components}.
	 * @param document OpenAPI 3.1 in JSON
	 */
	public ApiContract(String document) {
		JsonNode api = JSON.readTree(document);
		this.paths = api.path("paths");
		// Clients must ignore new fields, so the document allows them. The service itself
		// may send those only that the document names.
		for (JsonNode schema : api.at("/components/schemas")) {
			if (schema.has("properties")) {
				((ObjectNode) schema).put("additionalProperties", false);
			}
		}
		String strict = api.toString();
		SchemaRegistryConfig config = SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
		// The library's own format takes only domains that exist, which test.example does
		// not.
		Dialect dialect = Dialect.builder(OpenApi31.getInstance())
			.format(PatternFormat.of("email", "[^@]+@[^@]+", "must be an e-mail address"))
			.build();
		this.schemas = SchemaRegistry.withDialect(dialect,
				(registry) -> registry.schemas((address) -> address.equals(BASE) ? strict : null)
					.schemaRegistryConfig(config));
	}

	/**
	 * Checks the status, the required header fields, the content type and the body.
	 * @param path as it was sent, perhaps with a query
	 * @param header gives the value of a header field, empty if there is none
	 * @throws AssertionError if the document does not describe such an answer
	 */
	public void check(String method, String path, int status, UnaryOperator<String> header, String body) {
		operation(method, path.replaceFirst("\\?.*", "")).ifPresent((operation) -> {
			String call = "%s %s -> %d %.300s: ".formatted(method, path, status, body);
			JsonNode response = operation.path("responses").path(Integer.toString(status));
			require(!response.isMissingNode(), call, "the status is not documented");
			response.path("headers").properties().forEach((field) -> {
				boolean required = field.getValue().path("required").asBoolean(false);
				require(!required || !header.apply(field.getKey()).isEmpty(), call, "no field " + field.getKey());
			});
			checkBody(response.path("content"), header.apply("Content-Type"), body, call);
		});
	}

	private void checkBody(JsonNode content, String type, String body, String call) {
		if (content.isEmpty()) {
			require(body.isEmpty(), call, "no body is documented");
			return;
		}
		require(content.has(type), call, "the content type " + type + " is not documented");
		String schema = content.path(type).at("/schema/$ref").asString();
		List<String> values = type.equals("application/x-ndjson") ? body.lines().toList() : List.of(body);
		for (String value : values) {
			List<Error> errors = this.schemas.getSchema(SchemaLocation.of(BASE + schema)).validate(json(value, call));
			require(errors.isEmpty(), call, errors.toString());
		}
	}

	private static JsonNode json(String body, String call) {
		try {
			return JSON.readTree(body);
		}
		catch (JacksonException ex) {
			throw new AssertionError(call + "the body is no JSON", ex);
		}
	}

	private Optional<JsonNode> operation(String method, String path) {
		return Stream.concat(Stream.of(path), templates(path))
			.flatMap((name) -> this.paths.path(name).properties().stream())
			.filter((operation) -> operation.getKey().toUpperCase(Locale.ROOT).equals(method))
			.map(Map.Entry::getValue)
			.findFirst();
	}

	private Stream<String> templates(String path) {
		return this.paths.propertyNames()
			.stream()
			.filter((template) -> Pattern.matches(template.replaceAll("\\{[^}]*}", "[^/]+"), path));
	}

	private static void require(boolean holds, String call, String otherwise) {
		if (!holds) {
			throw new AssertionError(call + otherwise);
		}
	}

}
