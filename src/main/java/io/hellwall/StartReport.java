package io.hellwall;

import java.nio.file.Path;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The last lines of a start: where everything is, what to try first, and what is not safe
 * yet. Mails that reach nobody are told of where they are written.
 */
@Component
@Profile("!cli")
class StartReport {

	private static final Logger logger = LoggerFactory.getLogger(Hellwall.class);

	private final Environment environment;

	private final ObjectProvider<BuildProperties> build;

	StartReport(Environment environment, ObjectProvider<BuildProperties> build) {
		this.environment = environment;
		this.build = build;
	}

	@EventListener(ApplicationReadyEvent.class)
	void report() {
		String url = url("server.", "local.server.port");
		logger.info("Hellwall {} on Java {}", version(), Runtime.version());
		logger.info("Hellwall listens on {}; health: {}/actuator/health", url,
				url("management.server.", "local.management.port"));
		logger.info("Data: in {}; databases: {}; mails: {}", path("hellwall.data-dir"), databases(), mails());
		logger.info("Contract, to read and to try: {}/swagger-ui.html", url);
		if (!text("hellwall.public-url").isEmpty()) {
			logger.info("Sign-in pages: {}", text("hellwall.public-url"));
		}
		reportAdminKey(url);
		reportRisks(url);
		reportPipes();
	}

	private void reportAdminKey(String url) {
		if (text("hellwall.admin.key").isEmpty()) {
			logger.info("Admin key: in the file {}", path("hellwall.admin.key-file"));
			logger.info("First account: curl {}/admin/accounts -H \"Authorization: Bearer $(cat {})\""
					+ " -H 'Content-Type: application/json' -d '{\"email\":\"alice@example.org\",\"password\":\"correct horse battery staple\"}'",
					url, path("hellwall.admin.key-file"));
		}
	}

	private void reportRisks(String url) {
		if (!isLoopback(text("server.address")) && url.startsWith("http:")) {
			logger.warn("Not safe yet: other machines reach HTTP without TLS, so passwords can be read on the way."
					+ " Set server.ssl.bundle, or server.address=127.0.0.1 for a proxy on this machine that does TLS");
		}
		boolean noProxy = Binder.get(this.environment)
			.bind("hellwall.trusted-proxies", Bindable.listOf(String.class))
			.orElse(List.of())
			.isEmpty();
		if (isLoopback(text("server.address")) && noProxy) {
			logger.warn("Not safe yet: behind a proxy on this machine all clients have one address, because"
					+ " hellwall.trusted-proxies is empty, so a copied token works for each of them");
		}
	}

	private void reportPipes() {
		String address = text("hellwall.tcp.address");
		if (text("hellwall.tcp.enabled").equals("false")) {
			logger.info("The pipe protocol (TCP) is off");
		}
		else if (address.isEmpty() || isLoopback(address)) {
			logger.info("The pipe protocol (TCP) is open to this machine only");
		}
		else if (text("hellwall.tcp.ssl-bundle").isEmpty()) {
			logger.warn("Not safe yet: other machines reach the pipe protocol (TCP) without TLS, so passwords can be"
					+ " read on the way. Set hellwall.tcp.ssl-bundle, or hellwall.tcp.address=127.0.0.1");
		}
		else {
			logger.info("The pipe protocol (TCP) is open to other machines, with TLS");
		}
	}

	private String version() {
		BuildProperties build = this.build.getIfAvailable();
		String version = (build != null) ? build.getVersion() : null;
		return (version != null) ? version : "of an unknown version";
	}

	/** Without what follows a question mark, which may be a password. */
	private String databases() {
		String url = text("hellwall.store.creds.url");
		return url.startsWith("jdbc:sqlite:") ? "SQLite"
				: "PostgreSQL, " + url.replaceFirst("\\?.*", "").replaceFirst("^jdbc:postgresql:(//)?", "");
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

	private static boolean isLoopback(String address) {
		return address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
	}

	private Path path(String setting) {
		return Path.of(text(setting)).toAbsolutePath().normalize();
	}

	private String text(String setting) {
		return this.environment.getProperty(setting, "");
	}

}
