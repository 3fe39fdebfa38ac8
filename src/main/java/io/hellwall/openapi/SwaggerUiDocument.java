package io.hellwall.openapi;

import java.util.Locale;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The API document for Swagger UI. Its server is relative, so that the page tries calls
 * where it was loaded from; the tools that read {@code /v3/api-docs} need an absolute
 * one.
 */
@Hidden
@RestController
@ConditionalOnBooleanProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class SwaggerUiDocument {

	private final OpenApiWebMvcResource documents;

	private final JsonMapper json;

	SwaggerUiDocument(OpenApiWebMvcResource documents, JsonMapper json) {
		this.documents = documents;
		this.json = json;
	}

	@GetMapping(path = "/v3/api-docs/swagger-ui", produces = MediaType.APPLICATION_JSON_VALUE)
	ObjectNode document(HttpServletRequest request) throws Exception {
		byte[] document = this.documents.openapiJson(request, "/v3/api-docs", Locale.ROOT);
		ObjectNode copy = (ObjectNode) this.json.readTree(document);
		copy.putArray("servers").addObject().put("url", "/");
		return copy;
	}

}
