package io.hellwall;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What stops a start, and that it is said in one line that names it. */
@Slow
@Isolated("reads the log")
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

	private static final String KEY = "77076d0a7318a57d3c16c17251b26645df2f19a6c9e1b3f0d1aa3b4c5d6e7f80";

	@TempDir
	Path dataDir;

	@Test
	void startWhenThereIsNoAccountThenIsReady() throws Exception {
		try (TestService service = TestService.start(this.dataDir)) {
			assertThat(service.get("/readyz").status()).isEqualTo(200);
			assertThat(service.get("/livez").status()).isEqualTo(200);
			try (Stream<Path> files = Files.list(this.dataDir)) {
				assertThat(files)
					.extracting((file) -> PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
					.hasSizeGreaterThan(6)
					.containsOnly("rw-------");
			}
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			hellwall.tokn.ttl=1h              | there is no setting hellwall.tokn.ttl
			hellwall.token.ttl=soon           | hellwall.token.ttl must be a duration such as
			hellwall.token.prefix=a b         | hellwall.token.prefix must be up to 32 letters
			hellwall.passcode.max-attempts=0  | hellwall.passcode.max-attempts must be greater than
			hellwall.password.min-length=7    | hellwall.password.min-length must be greater than
			hellwall.binding.network=wide     | hellwall.binding.network must be one of: strict
			hellwall.trusted-proxies=anybody  | hellwall.trusted-proxies must be an IP address
			hellwall.tcp.reply-format=xml     | hellwall.tcp.reply-format must be one of: text, pickle
			hellwall.store.creds.url=jdbc:h2: | hellwall.store.creds.url must be jdbc:sqlite: and a file
			hellwall.key=0123456789           | hellwall.key must be 32 random bytes
			hellwall.keys=0123456789          | there is no setting hellwall.keys
			hellwall.keys.a=0123456789        | hellwall.keys.a must be 32 random bytes
			hellwall.key-file=                | hellwall.key is not set
			hellwall.admin.key=changeit       | hellwall.admin.key must be 32 or more random
			hellwall.mail.from=nobody         | hellwall.mail.from must be one mail address
			hellwall.mail.language=it         | hellwall.mail.language must be one of: en, fr, ar, de, es
			hellwall.tracing.endpoint=nowhere | hellwall.tracing.endpoint must be http:// or https://
			hellwall.tracing.endpoint=        | hellwall.tracing.endpoint must be http:// or https://
			hellwall.tracing.sample=2         | hellwall.tracing.sample must be less than or equal to 1
			""")
	void startWhenSettingIsNotValidThenSaysSoInOneLine(String setting, String line, CapturedOutput output) {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> TestService.start(this.dataDir, setting));
		assertThat(errors(output)).hasSize(1).first().asString().contains("Hellwall does not start: " + line);
		assertThat(output).doesNotContain("0123456789", "changeit");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "hellwall.trusted-proxies=anybody", "server.ssl.bundle=web", "spring.mail.hots=localhost" })
	void startWhenSettingIsNotValidThenCreatesNothing(String setting) {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> TestService.start(this.dataDir, setting));
		assertThat(this.dataDir).isEmptyDirectory();
	}

	@Test
	void startWhenAnotherServiceHasTheFolderThenSaysSoInOneLine(CapturedOutput output) {
		try (TestService first = TestService.start(this.dataDir)) {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> TestService.start(this.dataDir));
			assertThat(first.get("/readyz").status()).isEqualTo(200);
			assertThat(errors(output)).hasSize(1)
				.first()
				.asString()
				.contains("Hellwall does not start: another Hellwall runs on the folder");
			assertThat(lines(output).takeWhile((line) -> !line.contains(" ERROR "))).hasSizeBetween(5, 11);
			assertThat(output)
				.contains("Hellwall listens on http://127.0.0.1:" + first.port(),
						"Admin key: in the file " + this.dataDir.resolve("admin.key"))
				.doesNotContain(first.adminKey()[1].substring("Bearer ".length()));
		}
	}

	@Test
	void startWhenTheServerKeyIsMissingBesideItsDatabaseThenSaysSoAndMakesNone(CapturedOutput output) throws Exception {
		TestService.start(this.dataDir).close();
		Path key = this.dataDir.resolve("server.key");
		String kept = Files.readString(key);
		Files.delete(key);
		Files.delete(this.dataDir.resolve("admin.key"));
		refuses(output,
				"the creds database was made with a server key, and the file " + key + " is missing: restore it");
		assertThat(key).doesNotExist();
		assertThat(this.dataDir.resolve("admin.key")).doesNotExist();
		TestService.start(this.dataDir, "hellwall.key=" + kept.strip()).close();
	}

	@Test
	void startWhenTheServerKeyIsAnotherThenSaysSo(CapturedOutput output) {
		TestService.start(this.dataDir).close();
		refuses(output, "the creds database was made with another server key: set hellwall.key", "hellwall.key=" + KEY);
		TestService.start(this.dataDir).close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.key", "admin.key" })
	void startWhenOthersCanReadAKeyThenSaysWhatToDo(String name, CapturedOutput output) throws Exception {
		Path key = Files.writeString(this.dataDir.resolve(name), KEY);
		Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
		refuses(output, "other users can read or change the key file " + key + ": run 'chmod 600 " + key + "'");
	}

	@Test
	void startWhenServerKeyIsTheSampleThenSaysSo(CapturedOutput output) {
		String sample = "00".repeat(32);
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> TestService.start(this.dataDir, "hellwall.key=" + sample));
		assertThat(output).contains("hellwall.key must be 32 random bytes").doesNotContain(sample);
	}

	@Test
	void startWhenKeysContradictThenSaysSo(CapturedOutput output) {
		String key = "hellwall.keys.a=" + KEY;
		refuses(output, "hellwall.active-key must be one of the ids in hellwall.keys", key);
		refuses(output, "hellwall.active-key must be one of the ids in hellwall.keys", key, "hellwall.active-key=b");
		refuses(output, "hellwall.keys has the same key under two ids", key, "hellwall.keys.b=" + KEY,
				"hellwall.active-key=a");
		refuses(output, "hellwall.key and hellwall.keys are both set", key, "hellwall.active-key=a",
				"hellwall.key=" + KEY);
		refuses(output, "hellwall.active-key is for hellwall.keys", "hellwall.active-key=a");
	}

	private void refuses(CapturedOutput output, String line, String... settings) {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> TestService.start(this.dataDir, settings));
		assertThat(errors(output)).last().asString().contains("Hellwall does not start: " + line).doesNotContain(KEY);
	}

	@Test
	void startWhenDatabaseIsDamagedThenSaysSoInOneLine(CapturedOutput output) throws Exception {
		Files.writeString(this.dataDir.resolve("op_creds.db"), "this is no database ".repeat(500));
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> TestService.start(this.dataDir));
		assertThat(errors(output)).hasSize(1)
			.first()
			.asString()
			.contains("Hellwall does not start: the creds database", "op_creds.db", "restore it from a backup");
	}

	@Test
	void startWhenATemplateOfMailsIsWrongThenSaysWhereInOneLine(CapturedOutput output) throws Exception {
		Path template = Files.createDirectories(this.dataDir.resolve("mail")).resolve("mail.txt");
		Files.writeString(template, "[[${passcode}]]\n[/]\n");
		refuses(output, template + ", line 2: ");
		assertThat(errors(output)).hasSize(1);
	}

	@Test
	void startWhenPortIsTakenThenSaysWhich(CapturedOutput output) {
		try (TestService first = TestService.start(this.dataDir.resolve("first"))) {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> TestService
				.start(this.dataDir.resolve("second"), "hellwall.tcp.login-port=" + first.loginPort()));
			assertThat(errors(output)).last()
				.asString()
				.contains("hellwall.tcp.login-port: cannot listen on " + first.loginPort());
		}
	}

	@Test
	void startWhenTheEnvironmentHoldsASettingThenAnySpellingIsKnown() {
		assertThatCode(() -> check(Map.of("HELLWALL_TCP_LOGIN_PORT", "1", "HELLWALL_TCP_LOGINPORT", "1",
				"HELLWALL_TRUSTED_PROXIES_0", "10.0.0.0/8", "HELLWALL_KEYS_2026B", "00", "HELLWALL_SERVICE_HOST",
				"10.0.0.1", "HELLWALL_PORT_8080_TCP", "tcp://10.0.0.1:8080")))
			.doesNotThrowAnyException();
		assertThatIllegalStateException().isThrownBy(() -> check(Map.of("HELLWALL_TOKEN_TLT", "1h")))
			.withMessageContaining("HELLWALL_TOKEN_TLT");
	}

	private static void check(Map<String, Object> environment) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("environment", environment));
		new KnownSettings().initialize(context);
	}

	/** Without what the services of other tests do meanwhile. */
	static Stream<String> lines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> !line.contains(" scheduling-"));
	}

	private static List<String> errors(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains(" ERROR ") || line.startsWith("\tat ")).toList();
	}

}
