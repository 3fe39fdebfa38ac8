package io.hellwall.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Asks a running service through its proxies which address arrives there. */
@Component
@Order(100)
class ProxyCheck implements Check {

	private static final String NAME = "proxy";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Installation installation;

	private final JsonMapper json;

	ProxyCheck(Installation installation, JsonMapper json) {
		this.installation = installation;
		this.json = json;
	}

	@Override
	public List<Finding> findings(Question question) {
		URI through = question.through();
		if (through == null) {
			return List.of();
		}
		if (!through.getScheme().equals("https") && !Installation.isHere(through.getHost())) {
			return List.of(Finding.fail(NAME,
					"%s would carry the admin key unencrypted: name the address that begins with https"
						.formatted(through)));
		}
		URI call = URI.create(through.toString().replaceFirst("/+$", "") + "/admin/network");
		try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
			HttpResponse<String> answer = client.send(HttpRequest.newBuilder(call)
				.timeout(TIMEOUT)
				.header("Authorization", "Bearer " + adminKey().orElse(""))
				.build(), HttpResponse.BodyHandlers.ofString());
			return List.of(finding(call, answer.statusCode(), answer.body()));
		}
		catch (IOException ex) {
			return List.of(Finding.fail(NAME,
					"%s cannot be reached (%s): check the proxy, its certificate and the name".formatted(call, ex)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return List.of(Finding.fail(NAME, "interrupted"));
		}
	}

	private Finding finding(URI call, int status, String body) {
		if (status != 200) {
			return Finding.fail(NAME,
					"%s answers %d: %s".formatted(call, status,
							(status == 401) ? "it is another installation, or its admin key is another one"
									: "the proxy has to pass /admin/network on, at least to this machine"));
		}
		try {
			JsonNode answer = this.json.readTree(body);
			String client = answer.path("address").asString("none");
			String peer = answer.path("peer").asString("none");
			String text = "the service sees the client %s, by a connection from %s. %s".formatted(client, peer,
					answer.path("reason").asString(""));
			boolean proxied = answer.path("forwardedFor").size() > 0;
			return ((client.equals(peer) && proxied) || client.equals("none")) ? Finding.warn(NAME, text)
					: Finding.ok(NAME, text);
		}
		catch (JacksonException ex) {
			return Finding.fail(NAME, call + " answers something else: is it Hellwall?");
		}
	}

	private Optional<String> adminKey() throws IOException {
		Optional<String> set = this.installation.setting("hellwall.admin.key");
		Optional<Path> file = this.installation.setting("hellwall.admin.key-file").map(Path::of).filter(Files::exists);
		return (set.isEmpty() && file.isPresent()) ? Optional.of(Files.readString(file.get()).strip()) : set;
	}

}
