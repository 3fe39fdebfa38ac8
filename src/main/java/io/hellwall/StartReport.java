package io.hellwall;

import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last lines of a start: where everything is, and what to try first. */
@Component
@Profile("!cli")
class StartReport {

	private static final Logger logger = LoggerFactory.getLogger(Hellwall.class);

	private final Environment environment;

	StartReport(Environment environment) {
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	void report() {
		String url = url("server.", "local.server.port");
		logger.info("Hellwall listens on {}; health: {}/actuator/health", url,
				url("management.server.", "local.management.port"));
		logger.info("Data: {}; mails: {}", data(), mails());
		logger.info("Contract, to read and to try: {}/swagger-ui.html", url);
		if (!text("hellwall.public-url").isEmpty()) {
			logger.info("Sign-in pages: {}", text("hellwall.public-url"));
		}
		if (text("hellwall.admin.key").isEmpty()) {
			logger.info("Admin key: in the file {}", path("hellwall.admin.key-file"));
			logger.info("First account: curl {}/admin/accounts -H \"Authorization: Bearer $(cat {})\""
					+ " -H 'Content-Type: application/json' -d '{\"email\":\"alice@example.org\",\"password\":\"correct horse battery staple\"}'",
					url, path("hellwall.admin.key-file"));
		}
	}

	private String data() {
		boolean files = text("hellwall.store.creds.url").startsWith("jdbc:sqlite:");
		return files ? "in " + path("hellwall.data-dir") : "in PostgreSQL";
	}

	private String mails() {
		String host = text("spring.mail.host");
		return host.isEmpty() ? "as files in " + path("hellwall.mail.outbox") : "to " + host;
	}

	private String url(String server, String port) {
		boolean tls = !text(server + "ssl.bundle").isEmpty() || !text(server + "ssl.key-store").isEmpty()
				|| !text(server + "ssl.certificate").isEmpty();
		String address = text(server + "address");
		boolean everywhere = address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
		String host = everywhere ? "127.0.0.1" : address.contains(":") ? "[" + address + "]" : address;
		return (tls ? "https://" : "http://") + host + ":" + text(port);
	}

	private Path path(String setting) {
		return Path.of(text(setting)).toAbsolutePath().normalize();
	}

	private String text(String setting) {
		return this.environment.getProperty(setting, "");
	}

}
