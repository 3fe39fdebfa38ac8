package io.hellwall.openapi;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Refusal;
import io.hellwall.passcode.Passcode;
import io.hellwall.password.Password;
import io.hellwall.token.TokenForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Whether the service does what /v3/api-docs says of it. */
class ApiDocsTest {

	private static final String ACCOUNT = "/admin/accounts/" + UUID.randomUUID();

	private static final String TOKEN = "{\"token\":\"" + "0".repeat(64) + "\",\"mac\":\"" + TestService.MAC + "\"}";

	@TempDir
	static Path dataDir;

	static TestService service;

	static JsonNode docs;

	@BeforeAll
	static void start() throws IOException {
		service = TestService.start(dataDir, "hellwall.limit.enabled=true", "hellwall.limit.requests=1000/5m",
				"hellwall.registration.mode=open");
		service.post("/admin/accounts",
				"{\"email\":\"alice@example.org\",\"password\":\"" + TestService.PASSWORD + "\"}", service.adminKey());
		Answer document = service.get("/v3/api-docs");
		docs = document.json();
		// For src/test/openapi/lint.
		Files.writeString(Path.of("target", "openapi.json"), document.body());
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void docsWhenReadThenNameEachOperationAndNothingElse() {
		List<String> operations = docs.path("paths")
			.properties()
			.stream()
			.flatMap((path) -> path.getValue().propertyNames().stream().map((method) -> method + " " + path.getKey()))
			.toList();
		assertThat(operations).containsExactlyInAnyOrder("post /passcode", "post /login", "post /verify", "post /renew",
				"post /logout", "post /admin/accounts", "get /admin/accounts", "get /admin/accounts/{id}",
				"patch /admin/accounts/{id}", "delete /admin/accounts/{id}", "get /admin/stats",
				"delete /admin/accounts/{id}/guesses", "get /admin/binding-report", "get /admin/network",
				"post /step-up/passcode", "post /step-up", "post /account/password", "post /account/email/passcode",
				"post /account/email", "post /account/phone", "post /account/delete", "post /account/export",
				"post /password-reset", "post /password-reset/confirm", "post /register", "post /register/confirm",
				"get /sessions", "delete /sessions", "delete /sessions/{id}", "get /admin/accounts/{id}/sessions",
				"delete /admin/accounts/{id}/sessions", "delete /admin/accounts/{id}/sessions/{sessionId}",
				"get /admin/audit", "post /admin/accounts/{id}/password-reset", "get /admin/audit/export",
				"get /admin/clients", "post /admin/clients", "delete /admin/clients/{id}", "post /oauth2/introspect",
				"post /oauth2/revoke", "get /.well-known/oauth-authorization-server", "get /gateway/auth-request",
				"get /gateway/forward-auth", "get /gateway/ext-authz/{path}");
	}

	@ParameterizedTest
	@CsvSource({ "get, /gateway/auth-request, 200 400 401 403 500 503",
			"get, /gateway/forward-auth, 200 302 303 400 401 403 500 503",
			"get, /gateway/ext-authz/{path}, 200 302 303 400 401 403 500 503",
			"post, /admin/accounts/{id}/password-reset, 202 400 401 404 406 409 500 503",
			"post, /account/password, 204 400 401 408 413 415 429 500 503",
			"post, /account/email, 204 400 401 408 409 413 415 429 500 503",
			"post, /account/email/passcode, 202 400 401 406 408 413 415 429 500 503",
			"post, /account/phone, 204 400 401 408 413 415 429 500 503",
			"post, /account/delete, 204 400 401 408 413 415 429 500 503",
			"post, /account/export, 200 400 401 406 408 413 415 429 500 503",
			"post, /password-reset, 202 400 406 408 413 415 429 500 503",
			"post, /password-reset/confirm, 204 400 401 408 413 415 429 500 503",
			"post, /register, 202 400 404 406 408 413 415 429 500 503",
			"post, /register/confirm, 200 400 401 404 406 408 413 415 429 500 503",
			"post, /passcode, 202 400 401 406 408 413 415 429 500 503",
			"post, /login, 200 400 401 403 406 408 413 415 429 500 503",
			"post, /verify, 200 400 401 406 408 413 415 500 503", "post, /renew, 200 400 401 406 408 413 415 500 503",
			"post, /logout, 204 400 408 413 415 500 503",
			"post, /admin/accounts, 201 400 401 406 408 409 413 415 500 503",
			"get, /admin/accounts, 200 400 401 406 500 503", "get, /admin/accounts/{id}, 200 400 401 404 406 500 503",
			"patch, /admin/accounts/{id}, 200 400 401 404 406 408 409 412 413 415 428 500 503",
			"delete, /admin/accounts/{id}, 204 400 401 404 406 500 503", "get, /admin/stats, 200 400 401 406 500 503",
			"delete, /admin/accounts/{id}/guesses, 204 400 401 404 406 500 503",
			"get, /admin/network, 200 400 401 406 500 503", "get, /sessions, 200 400 401 406 500 503",
			"delete, /sessions, 204 400 401 500 503", "delete, /sessions/{id}, 204 400 401 404 500 503",
			"get, /admin/accounts/{id}/sessions, 200 400 401 404 406 500 503",
			"delete, /admin/accounts/{id}/sessions, 204 400 401 404 406 500 503",
			"delete, /admin/accounts/{id}/sessions/{sessionId}, 204 400 401 404 406 500 503",
			"get, /admin/audit, 200 400 401 406 500 503", "get, /admin/audit/export, 200 400 401 406 500 503",
			"post, /admin/clients, 201 400 401 406 408 413 415 500 503", "get, /admin/clients, 200 400 401 406 500 503",
			"delete, /admin/clients/{id}, 204 400 401 404 406 500 503",
			"post, /oauth2/introspect, 200 400 401 403 406 408 413 500 503",
			"post, /oauth2/revoke, 200 400 401 403 406 408 413 500 503",
			"get, /.well-known/oauth-authorization-server, 200 400 404 406 500 503" })
	void operationWhenReadThenHasTheseAnswersInThisOrder(String method, String path, String statuses) {
		assertThat(String.join(" ", operation(method, path).path("responses").propertyNames())).isEqualTo(statuses);
	}

	@Test
	void docsWhenReadThenSayWhatTheyAreOfAndWhereItRuns() {
		assertThat(docs.at("/info/title").asString()).isEqualTo("Hellwall");
		assertThat(docs.at("/info/license/name").asString()).isEqualTo("Apache-2.0");
		assertThat(docs.at("/info/contact/name").asString()).isNotEmpty();
		assertThat(docs.path("servers")).hasSize(1);
		assertThat(docs.at("/servers/0/url").asString()).isEqualTo("http://127.0.0.1:8080");
		assertThat(docs.at("/components/securitySchemes/adminKey/scheme").asString()).isEqualTo("bearer");
		assertThat(docs.at("/components/securitySchemes/token/scheme").asString()).isEqualTo("bearer");
		assertThat(docs.at("/components/securitySchemes/client/scheme").asString()).isEqualTo("basic");
	}

	@Test
	void operationWhenOfTheAdministrationThenItAloneNeedsTheKey() {
		docs.path("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.forEach((operation) -> assertThat(operation.path("security").toString()).as(path.getKey())
					.isEqualTo(path.getKey().startsWith("/admin/") ? "[{\"adminKey\":[]}]"
							: path.getKey().startsWith("/oauth2/") ? "[{\"client\":[]}]"
									: path.getKey().startsWith("/sessions") ? "[{\"token\":[]}]" : "[]")));
	}

	@Test
	void docsWhenReadThenEverythingHasADescription() {
		assertThat(docs.path("tags")).hasSize(9).allSatisfy(ApiDocsTest::assertDescribed);
		operations().forEach((operation) -> {
			assertDescribed(operation);
			operation.path("parameters").forEach(ApiDocsTest::assertDescribed);
			operation.path("responses").forEach((response) -> {
				assertDescribed(response);
				response.path("headers").forEach(ApiDocsTest::assertDescribed);
			});
		});
		docs.at("/components/schemas").forEach((schema) -> {
			assertDescribed(schema);
			schema.path("properties").forEach(ApiDocsTest::assertDescribed);
		});
	}

	private static void assertDescribed(JsonNode part) {
		assertThat(part.path("description").asString("")).as("%s", part).isNotBlank();
	}

	@Test
	void operationIdWhenReadThenUniqueAndCamelCase() {
		assertThat(operations().map((it) -> it.path("operationId").asString())).doesNotHaveDuplicates()
			.allSatisfy((id) -> assertThat(id).matches("[a-z]+([A-Z][a-z]+)*"));
	}

	/**
	 * Unicode categories, look-around and back references stop a client in some
	 * languages; a pattern without its ends means another thing in Python than elsewhere.
	 */
	@Test
	void patternWhenReadThenEveryLanguageKnowsIt() {
		List<String> patterns = docs.findValues("pattern").stream().map(JsonNode::asString).toList();
		assertThat(patterns).hasSizeGreaterThan(10)
			.allSatisfy(
					(it) -> assertThat(it).startsWith("^").endsWith("$").doesNotContainPattern("\\\\[^x.+]|\\(\\?"));
	}

	@Test
	void passwordWhenNewThenHasALongerMinimum() {
		assertThat(docs.at("/components/schemas/CreateRequest/properties/password/minLength").asInt()).isEqualTo(15);
		assertThat(docs.at("/components/schemas/LoginRequest/properties/password/minLength").asInt()).isEqualTo(1);
	}

	@Test
	void problemTypeWhenReadThenListsEveryRefusal() {
		assertThat(docs.at("/components/schemas/Problem/properties/type/enum").valueStream().map(JsonNode::asString))
			.containsExactlyElementsOf(Stream.of(Refusal.values()).map((it) -> it.problem().type()).toList());
	}

	@Test
	void operationWhenReadThenOnlyIdsAndSearchesAreInAddresses() {
		List<JsonNode> parameters = operations().flatMap((it) -> it.path("parameters").valueStream()).toList();
		assertThat(parameters).filteredOn((it) -> it.path("in").asString().equals("header"))
			.extracting((it) -> it.path("name").asString())
			.containsOnly("X-Device-Mac", "If-Match", "X-Original-URL", "X-Original-Method", "X-Forwarded-For",
					"X-Forwarded-Method", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Uri");
		assertThat(parameters).filteredOn((it) -> !it.path("in").asString().equals("header"))
			.extracting((it) -> it.path("name").asString())
			.containsOnly("email", "status", "sort", "limit", "after", "id", "sessionId", "account", "event", "outcome",
					"from", "to", "cursor", "renew", "path");
	}

	@ParameterizedTest
	@CsvSource({ "PasswordChangeRequest, email mac newPassword passcode password",
			"EmailChangeRequest, email mac newEmail newEmailPasscode passcode password",
			"PhoneChangeRequest, email mac passcode password", "HolderRequest, email mac passcode password",
			"NewAddressRequest, email mac newEmail password", "PasswordResetRequest, email mac",
			"NewPasswordRequest, email mac newPassword passcode", "RegistrationRequest, email mac password",
			"ConfirmationRequest, email mac passcode",
			"ExportResponse, accountId createdAt email events places sessions", "PasscodeRequest, email mac password",
			"LoginRequest, email mac passcode password", "VerifyRequest, mac token", "TokenRequest, mac token",
			"CreateRequest, email password", "AuthorizedResponse, accountId email expiresAt expiresIn sessionId status",
			"RenewResponse, accountId email expiresAt expiresIn sessionId status token",
			"AccountResponse, createdAt email id status version", "AccountsResponse, accounts",
			"NetworkResponse, forwardedFor peer reason", "TokenResponse, expiresAt expiresIn sessionId token",
			"SessionsResponse, sessions", "SessionResponse, current endsAt id lastSeenAt mac network openedAt",
			"AccountSessionResponse, endsAt id lastSeenAt mac network openedAt", "IntrospectionForm, mac token",
			"IntrospectionResponse, active", "RevocationForm, token", "OAuthErrorResponse, error error_description",
			"MetadataResponse, grant_types_supported introspection_endpoint introspection_endpoint_auth_methods_supported issuer response_types_supported revocation_endpoint revocation_endpoint_auth_methods_supported",
			"NewClientRequest, mayIntrospect mayRevoke name",
			"NewClientResponse, createdAt id mayIntrospect mayRevoke name secret",
			"Problem, detail status title type" })
	void schemaWhenAFieldIsNeverLeftOutThenRequiresIt(String schema, String required) {
		assertThat(docs.at("/components/schemas/" + schema + "/required").valueStream().map(JsonNode::asString))
			.containsExactlyInAnyOrder(required.split(" "));
	}

	@Test
	void schemaWhenReadThenEveryPropertyHasAType() {
		docs.at("/components/schemas").forEach((schema) -> {
			assertThat(schema.has("oneOf") || !schema.path("properties").isEmpty()).as("%s", schema).isTrue();
			schema.path("properties").forEach((property) -> assertThat(property.has("type")).as("%s", schema).isTrue());
		});
	}

	@Test
	void requestWhenAValueIsNoTextThenInvalid() {
		TokenForm tokens = service.context().getBean(TokenForm.class);
		docs.at("/components/schemas")
			.forEach((schema) -> schema.path("properties").properties().forEach((property) -> {
				String example = property.getValue().path("example").asString("");
				switch (property.getKey()) {
					case "mac" -> MacAddress.parse(example);
					case "ip" -> IpAddress.parse(example);
					case "email", "newEmail" -> EmailAddress.parse(example);
					case "password", "newPassword" -> Password.parse(example);
					case "phone", "newPhone" -> PhoneNumber.parse(example);
					case "passcode", "newEmailPasscode" -> Passcode.parse(example);
					case "token" -> tokens.parse(example);
					case "id", "accountId", "sessionId" -> UUID.fromString(example);
					default -> {
						return;
					}
				}
				assertThat(property.getValue().path("type").asString()).isEqualTo("string");
			}));
		assertThat(docs.at("/components/schemas/LoginRequest/properties/password/format").asString())
			.isEqualTo("password");
	}

	@ParameterizedTest
	@MethodSource("requestExamples")
	void requestWhenItIsTheExampleThenAnsweredAsDocumented(String path, String body) {
		Answer answer = service.post(path, body, service.adminKey());
		assertThat(operation("post", path).path("responses").propertyNames())
			.contains(Integer.toString(answer.status()));
		assertThat(answer.status()).isNotIn(400, 500, 503);
	}

	static Stream<Arguments> requestExamples() {
		return docs.path("paths")
			.properties()
			.stream()
			.filter((path) -> path.getValue().has("post"))
			.flatMap((path) -> path.getValue()
				.at("/post/requestBody/content/application~1json/examples")
				.valueStream()
				.map((example) -> arguments(path.getKey(), example.path("value").toString())));
	}

	@Test
	void successWhenAnsweredThenHasTheFieldsOfItsExample() {
		String email = service.newAccount();
		Answer login = service.login(email, TestService.MAC, service.passcode(email, TestService.MAC));
		assertThat(login.json().propertyNames()).isEqualTo(example("post", "/login", 200).propertyNames());
		Answer verified = service.verify(login.text("token"), TestService.MAC);
		assertThat(verified.json().propertyNames())
			.isEqualTo(body("post", "/verify", 200).at("/examples/authorized/value").propertyNames());
		Answer sessions = service.get("/sessions", "Authorization", "Bearer " + login.text("token"), "X-Device-Mac",
				TestService.MAC);
		assertThat(sessions.json().at("/sessions/0").propertyNames())
			.isEqualTo(example("get", "/sessions", 200).at("/sessions/0").propertyNames());
		service.clock().advance(Duration.ofHours(1));
		Answer renew = service.verify(login.text("token"), TestService.MAC);
		assertThat(renew.json().propertyNames())
			.isEqualTo(body("post", "/verify", 200).at("/examples/renew/value").propertyNames());
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void refusalWhenAnsweredThenIsTheDocumentedOne(String method, String path, Refusal refusal,
			Supplier<Answer> request) {
		Answer answer = request.get();
		assertThat(answer.body()).isEqualTo(documented(method, path, refusal).toString());
		assertThat(answer.status()).isEqualTo(refusal.status().value());
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		JsonNode headers = operation(method, path).at("/responses/" + answer.status() + "/headers");
		headers.propertyNames().forEach((name) -> assertThat(answer.header(name)).as(name).isNotEmpty());
	}

	static Stream<Arguments> refusals() {
		String login = "{\"passcode\":\"K7M2QX\"," + TestService.credentials("nobody@example.org", TestService.MAC)
				+ "}";
		String create = "{\"email\":\"alice@example.org\",\"password\":\"" + TestService.PASSWORD + "\"}";
		String[] xml = { "Accept", "application/xml" };
		return Stream.of(refused("post /verify", Refusal.INVALID_REQUEST, () -> service.post("/verify", "[]")),
				refused("post /verify", Refusal.INVALID_REQUEST, () -> service.post("/verify", "{\"more\":1}")),
				refused("post /logout", Refusal.IP_MISMATCH,
						() -> service.post("/logout", TOKEN.replace("}", ",\"ip\":\"192.0.2.1\"}"))),
				refused("post /verify", Refusal.UNAUTHORIZED, () -> service.post("/verify", TOKEN)),
				refused("post /renew", Refusal.UNAUTHORIZED, () -> service.post("/renew", TOKEN)),
				refused("post /login", Refusal.INVALID_CREDENTIALS, () -> service.post("/login", login)),
				refused("post /verify", Refusal.NOT_ACCEPTABLE, () -> service.post("/verify", TOKEN, xml)),
				refused("post /verify", Refusal.CONTENT_TOO_LARGE,
						() -> service.post("/verify", " ".repeat(20_000) + TOKEN)),
				refused("post /login", Refusal.UNSUPPORTED_MEDIA_TYPE, () -> plainText("/login", login)),
				refused("post /passcode", Refusal.PASSCODE_RECENTLY_SENT, ApiDocsTest::askTwice),
				refused("get /admin/accounts", Refusal.UNAUTHORIZED, () -> service.get("/admin/accounts")),
				refused("get /admin/accounts", Refusal.NOT_ACCEPTABLE,
						() -> service.get("/admin/accounts",
								Stream.of(service.adminKey(), xml).flatMap(Stream::of).toArray(String[]::new))),
				refused("get /admin/accounts/{id}", Refusal.UNAUTHORIZED, () -> service.get(ACCOUNT)),
				refused("get /admin/accounts/{id}", Refusal.NOT_FOUND, () -> service.get(ACCOUNT, service.adminKey())),
				refused("patch /admin/accounts/{id}", Refusal.PRECONDITION_REQUIRED, () -> patch(ACCOUNT)),
				refused("patch /admin/accounts/{id}", Refusal.NOT_FOUND, () -> patch(ACCOUNT, "If-Match", "*")),
				refused("patch /admin/accounts/{id}", Refusal.PRECONDITION_FAILED,
						() -> patch(alice(), "If-Match", "\"7\"")),
				refused("delete /admin/accounts/{id}", Refusal.NOT_FOUND,
						() -> service.delete(ACCOUNT, service.adminKey())),
				refused("get /sessions", Refusal.UNAUTHORIZED,
						() -> service.get("/sessions", "Authorization", "Bearer " + "0".repeat(64), "X-Device-Mac",
								TestService.MAC)),
				refused("delete /admin/accounts/{id}/sessions", Refusal.NOT_FOUND,
						() -> service.delete(ACCOUNT + "/sessions", service.adminKey())),
				refused("post /admin/accounts", Refusal.UNAUTHORIZED, () -> service.post("/admin/accounts", create)));
	}

	private static Arguments refused(String operation, Refusal refusal, Supplier<Answer> request) {
		String[] words = operation.split(" ", 2);
		return arguments(words[0], words[1], refusal, request);
	}

	@Test
	void refusalWhenItNamesAFieldThenDiffersInItsDetailOnly() {
		Answer wrongType = service.post("/verify", "{\"token\":1,\"mac\":\"" + TestService.MAC + "\"}");
		assertThat(withoutDetail(wrongType.json()))
			.isEqualTo(withoutDetail(documented("post", "/verify", Refusal.INVALID_REQUEST)));
		Answer wrongId = service.get("/admin/accounts/1", service.adminKey());
		assertThat(withoutDetail(wrongId.json()))
			.isEqualTo(withoutDetail(documented("get", "/admin/accounts/{id}", Refusal.INVALID_REQUEST)));
		Answer duplicate = service.post("/admin/accounts",
				"{\"email\":\"ALICE@example.org\",\"password\":\"" + TestService.PASSWORD + "\"}", service.adminKey());
		assertThat(withoutDetail(duplicate.json()))
			.isEqualTo(withoutDetail(documented("post", "/admin/accounts", Refusal.CONFLICT)));
	}

	@Test
	void loginWhenAnswerIsNotAcceptableThenSpendsNoPasscode() {
		String email = service.newAccount();
		String passcode = service.passcode(email, TestService.MAC);
		String login = "{" + TestService.credentials(email, TestService.MAC) + ",\"passcode\":\"" + passcode + "\"}";
		assertThat(service.post("/login", login, "Accept", "application/xml").status()).isEqualTo(406);
		assertThat(service.post("/login", login).status()).isEqualTo(200);
	}

	/** U+0085 breaks a line where logs are read. */
	@Test
	void verifyWhenRequestIsNotPrintableThenRefuses() {
		for (String text : List.of("\\u0085", "\\n", "\\ud83d")) {
			Answer answer = service.post("/verify", TOKEN.replace("}", ",\"request\":\"GET /" + text + "\"}"));
			assertThat(answer.text("detail")).as(text).isEqualTo("request must be printable text");
		}
		assertThat(service.post("/verify", TOKEN.replace("}", ",\"request\":\"GET /\\ud83d\\ude00\"}")).status())
			.isEqualTo(401);
	}

	private static Answer patch(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path))
			.headers(service.adminKey())
			.header("Content-Type", "application/json")
			.method("PATCH", BodyPublishers.ofString("{\"status\":\"active\"}"));
		return service.send(((headers.length > 0) ? request.headers(headers) : request).build());
	}

	private static String alice() {
		return "/admin/accounts/" + service.get("/admin/accounts?email=alice@example.org", service.adminKey())
			.json()
			.at("/accounts/0/id")
			.asString();
	}

	private static Answer askTwice() {
		String body = "{" + TestService.credentials(service.newAccount(), TestService.MAC) + "}";
		service.post("/passcode", body);
		return service.post("/passcode", body);
	}

	private static Answer plainText(String path, String body) {
		return service.send(HttpRequest.newBuilder(service.uri(path))
			.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofString(body))
			.build());
	}

	private static Stream<JsonNode> operations() {
		return docs.path("paths").valueStream().flatMap(JsonNode::valueStream);
	}

	private static JsonNode operation(String method, String path) {
		return docs.path("paths").path(path).path(method);
	}

	private static JsonNode body(String method, String path, int status) {
		return operation(method, path).at("/responses/" + status + "/content").valueStream().findFirst().orElseThrow();
	}

	private static JsonNode example(String method, String path, int status) {
		return body(method, path, status).path("example");
	}

	private static JsonNode documented(String method, String path, Refusal refusal) {
		return body(method, path, refusal.status().value()).path("examples").path(refusal.code()).path("value");
	}

	private static Set<String> withoutDetail(JsonNode problem) {
		return Set.of(problem.path("type").asString(), problem.path("title").asString(),
				problem.path("status").toString());
	}

}
