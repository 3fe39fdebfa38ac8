package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.hellwall.legacy.PipePorts;
import io.hellwall.password.CheapHashes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * The whole service on free ports, with a real mail server, SQLite files in a folder of
 * the test's, a clock that the test moves, and {@link CheapHashes}.
 */
public final class TestService extends TestClient implements AutoCloseable {

	public static final String PASSWORD = "correct horse battery staple";

	public static final String MAC = "aa:bb:cc:dd:ee:ff";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Path dataDir;

	private final GreenMail mail;

	private ConfigurableApplicationContext context;

	private TestService(Path dataDir, GreenMail mail, ConfigurableApplicationContext context) {
		this.dataDir = dataDir;
		this.mail = mail;
		this.context = context;
	}

	/**
	 * Starts the service on an empty store of that kind, with a data directory of its
	 * own.
	 */
	public static TestService start(Path parent, TestStore store, String... properties) {
		return start(parent.resolve(store.name()),
				Stream.concat(Stream.of(store.settings()), Stream.of(properties)).toArray(String[]::new));
	}

	/**
	 * Starts the service.
	 * @param dataDir its data directory; kept, so that it can be started there again
	 * @param properties more settings, as {@code name=value}
	 */
	public static TestService start(Path dataDir, String... properties) {
		return start(dataDir, LogSetup.application(Hellwall.class, CheapHashes.class, Time.class), properties);
	}

	/** Starts the service on a machine whose clock is wrong by so much, and goes on. */
	public static TestService startWrong(Path dataDir, Duration ahead, String... properties) {
		SpringApplicationBuilder application = LogSetup.application(Hellwall.class, CheapHashes.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("machineTime",
					InstantSource.class, () -> () -> Instant.now().plus(ahead),
					(definition) -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false)));
		return start(dataDir, application,
				Stream.concat(Stream.of(properties), Stream.of("spring.main.allow-bean-definition-overriding=true"))
					.toArray(String[]::new));
	}

	private static TestService start(Path dataDir, SpringApplicationBuilder application, String... properties) {
		GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
		mail.start();
		Map<String, String> settings = new LinkedHashMap<>(Map.of("server.port", "0", "management.server.port", "0",
				"hellwall.data-dir", dataDir.toString(), "hellwall.tcp.passcode-port", "0", "hellwall.tcp.login-port",
				"0", "hellwall.tcp.request-port", "0", "spring.mail.host", "127.0.0.1", "spring.mail.port",
				Integer.toString(mail.getSmtp().getPort()), "hellwall.mail.from", "Hellwall <login@example.org>"));
		settings.put("hellwall.limit.enabled", "false");
		// Tests ask for it. One of its own would come on a slow machine only.
		settings.put("hellwall.purge-interval", "1d");
		for (String property : properties) {
			settings.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
		}
		String[] args = settings.entrySet()
			.stream()
			.map((it) -> "--" + it.getKey() + "=" + it.getValue())
			.toArray(String[]::new);
		try {
			ConfigurableApplicationContext context = application.bannerMode(Banner.Mode.OFF).run(args);
			TestService service = new TestService(dataDir, mail, context);
			Traces.attachAgain();
			return service;
		}
		catch (RuntimeException ex) {
			mail.stop();
			throw ex;
		}
	}

	@Override
	public void close() {
		LogSetup.alone(this.context::close);
		// Test classes keep their service for as long as the JVM runs.
		this.context = new GenericApplicationContext();
		this.mail.stop();
		super.close();
	}

	/**
	 * Does no more of what it does in its own time, for tests that count statements or
	 * look whether anything is written.
	 */
	public TestService withoutOtherWork() {
		this.context.getBeansOfType(ScheduledTaskHolder.class)
			.values()
			.stream()
			.flatMap((holder) -> holder.getScheduledTasks().stream())
			.filter((task) -> task.toString()
				.matches(".*\\.(NoticeDelivery|ChainSealer|WebhookDelivery|Sightings|BindingReport)\\..*"))
			.forEach(ScheduledTask::cancel);
		return this;
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	public TestClock clock() {
		return this.context.getBean(TestClock.class);
	}

	@Override
	public GreenMail mail() {
		return this.mail;
	}

	public Path dataDir() {
		return this.dataDir;
	}

	@Override
	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	public int passcodePort() {
		return PipePorts.of(this.context).get(0);
	}

	public int loginPort() {
		return PipePorts.of(this.context).get(1);
	}

	public int requestPort() {
		return PipePorts.of(this.context).get(2);
	}

	/** {@code Authorization} and its value for the administrator. */
	@Override
	public String[] adminKey() {
		try {
			return new String[] { "Authorization",
					"Bearer " + Files.readString(this.dataDir.resolve("admin.key")).strip() };
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What the service answered over HTTP. */
	public record Answer(HttpResponse<String> response) {

		public int status() {
			return this.response.statusCode();
		}

		public String body() {
			return this.response.body();
		}

		public JsonNode json() {
			return JSON.readTree(body());
		}

		/** The text of a field of the answer; empty if it has none. */
		public String text(String field) {
			return json().path(field).asString("");
		}

		/** The end of the problem's type; empty if the answer is no problem. */
		public String problem() {
			return text("type").replace("urn:hellwall:problem:", "");
		}

		public String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

		@Override
		public String toString() {
			return status() + " " + body();
		}

	}

	/** Not to be found by a scan: only who asks for it gets a clock that stands still. */
	static class Time {

		@Bean
		@Primary
		TestClock testClock() {
			return new TestClock();
		}

	}

}
