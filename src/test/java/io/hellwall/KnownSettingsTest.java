package io.hellwall;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Which settings stop a start, before anything else looks at them. */
class KnownSettingsTest {

	@ParameterizedTest
	@ValueSource(strings = { "spring.mail.hots", "spring.mail.prot", "spring.ssl.bundles.pem.web.keystore.key",
			"server.prot", "server.tomcat.thread.max", "server.ssl.bundel", "management.servr.port",
			"management.endpoints.web.exposre.include", "logging.levle.root", "logging.flie.name", "hellwall.tokn.ttl",
			"server.max-http-header-size" })
	void initializeWhenSettingIsMisspeltThenNamesIt(String name) {
		assertThatIllegalStateException().isThrownBy(() -> check(commandLine("--" + name + "=1")))
			.withMessageStartingWith("there is no setting " + name + ":");
		assertThatIllegalStateException()
			.isThrownBy(() -> check(new OriginTrackedMapPropertySource("file", Map.of(name, "1"))))
			.withMessageStartingWith("there is no setting " + name + ":");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.mail.host", "spring.mail.properties.mail.smtp.auth",
			"spring.mail.properties[mail.smtp.starttls.enable]", "spring.mail.test-connection",
			"spring.mail.testConnection", "spring.ssl.bundle.pem.web.keystore.certificate",
			"spring.ssl.bundle.jks.my-web.key.alias", "spring.ssl.bundle.watch.file.quiet-period", "server.port",
			"server.ssl.enabled-protocols[0]", "server.ssl.client-auth", "server.ssl.server-name-bundles[0].bundle",
			"server.tomcat.threads.max", "server.tomcat.accesslog.enabled", "server.tomcat.relaxed-query-chars[1]",
			"server.tomcat.resource.cache-ttl", "server.tomcat.additional-tld-skip-patterns", "server.tomcat",
			"server.compression.enabled", "server.http2.enabled", "server.servlet.session.cookie.same-site",
			"server.servlet.context-parameters.a", "server.shutdown", "server.forward-headers-strategy",
			"server.address", "management.server.port", "management.endpoints.web.exposure.include",
			"management.endpoints.web.path-mapping.health", "management.endpoint.health.show-details",
			"management.endpoint.health.group.live.include", "management.health.mail.enabled",
			"management.endpoint.health.status.order", "management.endpoint.health.status.http-mapping.down",
			"management.info.env.enabled", "logging.level.root", "logging.level.org.hibernate.SQL",
			"logging.level[a.b]", "logging.group.web", "logging.file.name", "logging.file.path",
			"logging.pattern.console", "logging.config", "logging.threshold.file", "logging.structured.format.console",
			"logging.logback.rollingpolicy.max-file-size", "logging.charset.console",
			"logging.structured.json.rename.message", "spring.profiles.active", "spring.jpa.nonsense", "my.own" })
	void initializeWhenSettingIsValidThenGoesOn(String name) {
		assertThatCode(() -> check(commandLine("--" + name + "=1"))).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SERVER_NAME", "MANAGEMENT_TEAM", "LOGGING_URL", "SPRING_MAIL_ADDRESS" })
	void initializeWhenEnvironmentHasAForeignNameThenIgnoresIt(String name) {
		assertThatCode(() -> check(new SystemEnvironmentPropertySource("environment", Map.of(name, "1"))))
			.doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "server.ssl.bundle", "management.server.ssl.bundle", "hellwall.tcp.ssl-bundle",
			"spring.mail.ssl.bundle" })
	void initializeWhenBundleIsMissingThenNamesTheSetting(String setting) {
		assertThatIllegalStateException()
			.isThrownBy(() -> check(
					commandLine("--" + setting + "=web", "--spring.ssl.bundle.pem.wbe.keystore.certificate=cert.pem")))
			.withMessageStartingWith(setting + " names a bundle that does not exist");
		for (String kind : new String[] { "pem.web.keystore.certificate", "jks.web.keystore.location" }) {
			assertThatCode(() -> check(commandLine("--" + setting + "=web", "--spring.ssl.bundle." + kind + "=a")))
				.doesNotThrowAnyException();
		}
	}

	private static PropertySource<?> commandLine(String... args) {
		return new SimpleCommandLinePropertySource(args);
	}

	private static void check(PropertySource<?> source) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(source);
		new KnownSettings().initialize(context);
	}

}
