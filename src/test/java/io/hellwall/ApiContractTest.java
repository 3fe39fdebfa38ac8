package io.hellwall;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whether {@link ApiContract} notices an answer that the document does not describe. */
class ApiContractTest {

	private static final ApiContract CONTRACT = new ApiContract(
			"""
					{"openapi":"3.1.0","paths":{"/things/{id}":{"get":{"responses":{
					"200":{"headers":{"Location":{"required":true},"Age":{}},
					"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Answer"}}}},
					"204":{"description":"Nothing."}}}}},
					"components":{"schemas":{
					"Answer":{"oneOf":[{"$ref":"#/components/schemas/Thing"},{"$ref":"#/components/schemas/List"}],
					"discriminator":{"propertyName":"kind"}},
					"List":{"type":"object","required":["things"],"properties":{
					"things":{"type":"array","items":{"$ref":"#/components/schemas/Thing"}}}},
					"Thing":{"type":"object","required":["id","at"],"properties":{
					"id":{"type":"string","format":"uuid"},"at":{"type":"string","format":"date-time"},
					"name":{"type":"string","pattern":"^[a-z]+$"},"count":{"type":"integer"},"mail":{"type":"string","format":"email"}}}}}}""");

	private static final String ID = "\"id\":\"0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10\"";

	private static final String THING = "{" + ID + ",\"at\":\"2026-11-22T12:00:00Z\"}";

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "GET;/things/1;200;application/json;{thing}", "GET;/things/1?a=b;204;'';''",
					"GET;/things/1;200;application/json;{\"things\":[{thing}]}", "GET;/other;500;text/plain;oops",
					"PUT;/things/1;405;text/plain;oops", "get;/things/1;405;text/plain;oops",
					"GET;/things/1/more;404;text/plain;oops" })
	void checkWhenDocumentedOrUnknownThenPasses(String method, String path, int status, String type, String body) {
		assertThatCode(() -> check(method, path, status, type, body)).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`',
			value = { "500;application/json;{thing};status", "204;application/json;{thing};body",
					"200;text/html;{thing};content type", "200;application/json;{thing;JSON", "200;``;``;content type",
					"200;application/json;{\"at\":\"2026-11-22T12:00:00Z\"};required",
					"200;application/json;{id,\"at\":\"2026-11-22T12:00:00Z\",\"more\":1};more",
					"200;application/json;{id,\"at\":\"2026-11-22T12:00:00Z\",\"name\":\"A1\"};pattern",
					"200;application/json;{id,\"at\":\"2026-11-22T12:00:00Z\",\"count\":\"1\"};integer",
					"200;application/json;{id,\"at\":\"2026-11-22T12:00:00Z\",\"mail\":\"a\"};e-mail",
					"200;application/json;{id,\"at\":\"22.11.2026\"};date-time",
					"200;application/json;{\"id\":\"1\",\"at\":\"2026-11-22T12:00:00Z\"};uuid",
					"200;application/json;{\"things\":[{id}]};required" })
	void checkWhenNotDocumentedThenFails(int status, String type, String body, String reason) {
		assertThatThrownBy(() -> check("GET", "/things/1", status, type, body)).isInstanceOf(AssertionError.class)
			.hasMessageContaining(reason);
	}

	@Test
	void checkWhenARequiredFieldIsMissingThenFails() {
		assertThatThrownBy(() -> CONTRACT.check("GET", "/things/1", 200,
				(name) -> name.equals("Content-Type") ? "application/json" : "", THING))
			.hasMessageContaining("Location");
	}

	private static void check(String method, String path, int status, String type, String body) {
		Map<String, String> headers = Map.of("Content-Type", type, "Location", "/things/1");
		CONTRACT.check(method, path, status, (name) -> headers.getOrDefault(name, ""),
				body.replace("{thing}", THING).replace("{id", "{" + ID));
	}

}
