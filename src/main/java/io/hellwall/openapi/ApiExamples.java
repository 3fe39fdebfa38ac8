package io.hellwall.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import org.springframework.stereotype.Component;

/**
 * Gives each JSON body of the API document an example, made of the examples of its
 * fields.
 */
@Component
class ApiExamples implements GlobalOpenApiCustomizer {

	private static final String JSON = "application/json";

	@Override
	public void customise(OpenAPI api) {
		api.getPaths().values().stream().flatMap((path) -> path.readOperations().stream()).forEach((operation) -> {
			if (operation.getRequestBody() != null) {
				operation.getRequestBody().getContent().forEach((type, body) -> request(type, body, api));
			}
			operation.getResponses().values().forEach((response) -> {
				MediaType body = (response.getContent() != null) ? response.getContent().get(JSON) : null;
				if (body != null) {
					response(body, api);
				}
			});
		});
	}

	private static void request(String type, MediaType body, OpenAPI api) {
		Schema<?> schema = resolved(body.getSchema(), api);
		if (type.equals(JSON)) {
			// The service refuses unknown fields.
			schema.setAdditionalProperties(false);
		}
		body.addExamples("required", new Example().summary("Required fields only").value(value(schema, false, api)))
			.addExamples("all", new Example().summary("All fields").value(value(schema, true, api)));
	}

	private static void response(MediaType body, OpenAPI api) {
		Schema<?> schema = resolved(body.getSchema(), api);
		if (schema.getOneOf() == null) {
			body.setExample(value(schema, true, api));
			return;
		}
		schema.getDiscriminator()
			.getMapping()
			.forEach((name, ref) -> body.addExamples(name,
					new Example().summary(name).value(value(resolved(new Schema<>().$ref(ref), api), true, api))));
	}

	private static Map<String, Object> value(Schema<?> schema, boolean optional, OpenAPI api) {
		Map<String, Object> value = new LinkedHashMap<>();
		schema.getProperties().forEach((name, property) -> {
			if (optional || (schema.getRequired() != null && schema.getRequired().contains(name))) {
				value.put(name, (property.getItems() != null && property.getExample() == null)
						? List.of(value(resolved(property.getItems(), api), true, api)) : property.getExample());
			}
		});
		return value;
	}

	private static Schema<?> resolved(Schema<?> schema, OpenAPI api) {
		String ref = schema.get$ref();
		return (ref != null)
				? Objects.requireNonNull(api.getComponents().getSchemas().get(ref.substring(ref.lastIndexOf('/') + 1)))
				: schema;
	}

}
