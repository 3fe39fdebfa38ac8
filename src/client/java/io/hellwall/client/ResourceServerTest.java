package io.hellwall.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

import io.hellwall.client.model.NewClientRequest;
import io.hellwall.client.model.NewClientResponse;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether Spring Security, as it is, accepts and refuses tokens as the service does. */
class ResourceServerTest {

	private static final String MAC = Person.MAC;

	private static final String HERE = "127.0.0.1";

	private final HttpClient http = HttpClient.newHttpClient();

	private final Person person = new Person(HERE);

	private int port;

	@Test
	void ordersWhenAskedForWithTokensThenOnlyGoodOnesAreServed() throws Exception {
		UUID account = this.person.create();
		NewClientResponse client = this.person.administration()
			.createClient(new NewClientRequest().name("orders").mayIntrospect(true).mayRevoke(true));
		String token = this.person.logIn().getToken();
		try (ConfigurableApplicationContext orders = start(client)) {
			this.port = orders.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			HttpResponse<String> served = orders(token, MAC, HERE);
			assertThat(served.statusCode()).isEqualTo(200);
			assertThat(served.body()).isEqualTo(account + " " + this.person.email());
			assertRefused(orders(token, "00:00:00:00:00:01", HERE));
			assertRefused(orders(token, MAC, "192.0.2.7"));
			assertRefused(orders(token, "no device", HERE));
			assertRefused(orders("0".repeat(64), MAC, HERE));
			assertRefused(orders(client.getSecret(), MAC, HERE));
			String successor = this.person.tokens().renew(Person.token(token)).getToken();
			assertThat(orders(token, MAC, HERE).statusCode()).isEqualTo(200);
			assertThat(orders(successor, MAC, HERE).statusCode()).isEqualTo(200);
			assertThat(revoke(successor, client)).isEqualTo(200);
			assertRefused(orders(successor, MAC, HERE));
			assertRefused(orders(token, MAC, HERE));
			this.person.administration().deleteClient(client.getId());
			assertThat(revoke(successor, client)).isEqualTo(401);
		}
	}

	private static ConfigurableApplicationContext start(NewClientResponse client) {
		String opaque = "--spring.security.oauth2.resourceserver.opaquetoken.";
		return new SpringApplicationBuilder(Orders.class).run("--server.port=0",
				"--server.forward-headers-strategy=framework",
				opaque + "introspection-uri=" + System.getProperty("client.url") + "/oauth2/introspect",
				opaque + "client-id=" + client.getId(), opaque + "client-secret=" + client.getSecret());
	}

	private static void assertRefused(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
	}

	/** Asks through a proxy, which says where the client is. */
	private HttpResponse<String> orders(String token, String mac, String address)
			throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/orders"))
			.header("Authorization", "Bearer " + token)
			.header("X-Device-Mac", mac)
			.header("X-Forwarded-For", address)
			.build(), BodyHandlers.ofString());
	}

	private int revoke(String token, NewClientResponse client) throws IOException, InterruptedException {
		String credentials = client.getId() + ":" + client.getSecret();
		return this.http
			.send(HttpRequest.newBuilder(URI.create(System.getProperty("client.url") + "/oauth2/revoke"))
				.header("Authorization",
						"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString("token=" + token))
				.build(), BodyHandlers.ofString())
			.statusCode();
	}

}
