package io.hellwall;

import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether a browser finds all of the Swagger UI here, and nothing elsewhere. Runs alone:
 * what makes the document is in static fields of a library, and each service that starts
 * in this JVM sets them anew.
 */
@Isolated
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class SwaggerUiTest {

	private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

	static TestService service;

	@BeforeAll
	static void start() {
		service = SharedService.on(TestStore.SQLITE);
	}

	@Test
	void pageWhenOpenedThenAllItLoadsComesFromTheService() {
		URI page = page();
		Answer html = service.get(page.getPath());
		assertThat(html.status()).isEqualTo(200);
		assertThat(html.header("Content-Type")).startsWith("text/html");
		List<String> links = LINK.matcher(html.body()).results().map((MatchResult it) -> it.group(1)).toList();
		assertThat(links).hasSizeGreaterThan(4).allSatisfy((link) -> {
			URI asset = page.resolve(link);
			assertThat(asset.getAuthority()).isEqualTo(page.getAuthority());
			assertThat(service.get(asset.getPath()).status()).isEqualTo(200);
		});
	}

	@Test
	void initializerWhenLoadedThenItsConfigurationNamesTheDocs() {
		String script = service.get(page().resolve("swagger-initializer.js").getPath()).body();
		assertThat(script).contains("\"configUrl\" : \"/v3/api-docs/swagger-config\"")
			.doesNotContain("http://", "https://");
		JsonNode config = service.get("/v3/api-docs/swagger-config").json();
		assertThat(config.path("validatorUrl").asString("")).isEmpty();
		assertThat(config.path("url").asString()).startsWith("/");
		Answer docs = service.get(config.path("url").asString());
		assertThat(docs.status()).as(docs.toString()).isEqualTo(200);
		assertThat(docs.text("openapi")).startsWith("3.");
		assertThat(docs.json().path("servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
		JsonNode paths = service.get("/v3/api-docs").json().path("paths");
		assertThat(docs.json().path("paths")).isEqualTo(paths).isNotEmpty();
	}

	private static URI page() {
		Answer redirect = service.get("/swagger-ui.html");
		assertThat(redirect.status()).isEqualTo(302);
		return service.uri("/").resolve(redirect.header("Location"));
	}

}
