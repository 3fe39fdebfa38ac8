package io.hellwall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.hellwall.LogSetup;
import io.hellwall.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log says of commands. */
@Isolated("reads the log")
@ExtendWith(OutputCaptureExtension.class)
class CommandLogTest {

	@TempDir
	Path dataDir;

	@Test
	void accountShowWhenTheServerKeyIsMissingThenSaysSoAndMakesNone(CapturedOutput output) throws IOException {
		String[] show = { "account", "show", "--email", "carol@example.org" };
		Path key = this.dataDir.resolve("server.key");
		assertThat(here(show).status()).isEqualTo(2);
		Path kept = Files.move(key, this.dataDir.resolve("kept"));
		assertThat(here(show).status()).isEqualTo(1);
		assertThat(output.getAll()).containsOnlyOnce("the file " + key + " is missing: restore it")
			.doesNotContain("\tat ");
		assertThat(key).doesNotExist();
		Files.move(kept, key);
		assertThat(here(show).status()).isEqualTo(2);
	}

	@Test
	void adminKeyWhenTheFileIsReplacedThenTheOldOneIsRefusedAtOnce(CapturedOutput output) throws IOException {
		try (TestService service = TestService.start(this.dataDir)) {
			String[] before = service.adminKey();
			assertThat(service.get("/admin/accounts", before).status()).isEqualTo(200);
			Path file = this.dataDir.resolve("admin.key");
			assertThat(Run.within(service, "admin-key", "replace").lines()).containsExactly(file.toString());
			assertThat(service.get("/admin/accounts", before).status()).isEqualTo(401);
			String[] after = { "Authorization", "Bearer " + Files.readString(file).strip() };
			assertThat(service.get("/admin/accounts", after).status()).isEqualTo(200);
			Files.writeString(file, "too short");
			assertThat(service.get("/admin/accounts", after).status()).isEqualTo(200);
			assertThat(service.get("/admin/accounts", after).status()).isEqualTo(200);
			assertThat(output.getAll()).containsOnlyOnce("The admin key of before stays good");
			Files.delete(file);
			assertThat(service.get("/admin/accounts", after).status()).isEqualTo(200);
			assertThat(service.get("/admin/accounts", before).status()).isEqualTo(401);
			assertThat(output.getAll()).containsOnlyOnce("cannot be used: it is missing");
			assertThat(file).doesNotExist();
		}
	}

	@Test
	void keyWhenExchangedThenNothingThatIsSaidHoldsIt(CapturedOutput output) throws IOException {
		Path key = this.dataDir.resolve("server.key");
		try (TestService service = TestService.start(this.dataDir)) {
			assertThat(service.get("/readyz").status()).isEqualTo(200);
			assertThat(here("key", "rotate").status()).isEqualTo(1);
			assertThat(output.getAll()).contains("another Hellwall runs on the folder");
		}
		String first = Files.readString(key).strip();
		here("key", "rotate").lines();
		String second = Files.readAllLines(key).getFirst();
		here("key", "retire", here("key", "list").lines().getLast().substring(0, 8), "--end-sessions").lines();
		here("key", "rotate", "--leaked", "--yes").lines();
		assertThat(Files.readAllLines(key)).hasSize(1).doesNotContain(first, second);
		assertThat(output.getAll()).doesNotContain(first, second, Files.readString(key).strip());
	}

	@Test
	void runWhenStartFailsThenSaysWhyOnce(CapturedOutput output) {
		assertThat(here("account", "list", "--hellwall.tokn.ttl=1h").status()).isEqualTo(1);
		assertThat(output.getAll()).containsOnlyOnce("there is no setting hellwall.tokn.ttl").doesNotContain("\tat ");
	}

	@Test
	void runWhenCommandFailsThenLogsTheTrace(CapturedOutput output) {
		assertThat(Run.with((profiles) -> empty(), "account", "list").status()).isEqualTo(1);
		assertThat(output.getAll()).contains("The command failed", "NoSuchBeanDefinitionException", "\tat ");
	}

	private static ConfigurableApplicationContext empty() {
		return LogSetup.application(Object.class).web(WebApplicationType.NONE).run();
	}

	private Run here(String... words) {
		return Run.of(Run.concat(words, "--hellwall.data-dir=" + this.dataDir));
	}

}
