package io.hellwall;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.hellwall.chain.Chain;
import io.hellwall.webhook.Webhooks;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts on what each release left on the disk. {@code src/test/releases/keep} keeps that
 * of a new one.
 */
class ReleasesTest {

	private static final String EMAIL = "alice@example.org";

	@TempDir
	Path folder;

	static Stream<Path> releases() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/test/resources/releases"))) {
			return files.sorted().toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("releases")
	void startWhenTheFilesAreOfAReleaseThenAllThatWasGoodIsGood(Path release) throws IOException {
		unpack(release);
		JsonNode facts = JsonMapper.shared().readTree(this.folder.resolve("facts.json").toFile());
		try (TestService service = TestService.start(this.folder)) {
			service.clock().set(Instant.parse(facts.path("at").asString()).plus(Duration.ofMinutes(1)));
			assertThat(status(service, facts, "token")).isEqualTo(200);
			assertThat(status(service, facts, "current")).isEqualTo(200);
			assertThat(status(service, facts, "ended")).isEqualTo(401);
			assertThat(service.login(EMAIL, TestService.MAC, service.passcode(EMAIL, TestService.MAC)).status())
				.isEqualTo(200);
			assertThat(service.get("/admin/accounts", "Authorization", "Bearer " + facts.path("adminKey").asString())
				.json()
				.path("accounts")).hasSize(2);
			assertThat(service
				.postForm("/oauth2/introspect",
						"token=" + facts.path("token").asString() + "&mac=" + TestService.MAC
								+ "&ip=127.0.0.1&client_id=" + facts.at("/client/id").asString() + "&client_secret="
								+ facts.at("/client/secret").asString())
				.json()
				.path("active")
				.asBoolean()).isTrue();
			assertThat(service.context().getBean(Webhooks.class).list()).hasSize(1);
			assertThat(service.context().getBean(Chain.class).verify(null).broken()).isFalse();
		}
	}

	private static int status(TestService service, JsonNode facts, String token) {
		return service.verify(facts.path(token).asString(), TestService.MAC).status();
	}

	/** For the owner alone, as the service wrote them. */
	private void unpack(Path release) throws IOException {
		try (InputStream file = Files.newInputStream(release); ZipInputStream zip = new ZipInputStream(file)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				Path to = this.folder.resolve(entry.getName());
				Files.copy(zip, to);
				Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
			}
		}
	}

}
