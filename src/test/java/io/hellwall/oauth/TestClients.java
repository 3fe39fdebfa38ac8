package io.hellwall.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.audit.Actor;
import io.hellwall.client.ClientName;
import io.hellwall.client.Clients;
import io.hellwall.client.NewClient;

/** Registers clients for tests, and writes what they send. */
final class TestClients {

	private TestClients() {
	}

	static NewClient add(TestService service, boolean mayIntrospect, boolean mayRevoke) {
		return service.context()
			.getBean(Clients.class)
			.add(new ClientName("test"), mayIntrospect, mayRevoke, Actor.COMMAND_LINE);
	}

	/** {@code Authorization} and its value for the client. */
	static String[] basic(NewClient client) {
		return basic(client.client().id() + ":" + client.secret().text());
	}

	static String[] basic(String pair) {
		return new String[] { "Authorization",
				"Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)) };
	}

	/** Names and values in turn. */
	static String form(String... fields) {
		StringBuilder form = new StringBuilder();
		for (int i = 0; i < fields.length; i += 2) {
			form.append((i > 0) ? "&" : "")
				.append(URLEncoder.encode(fields[i], StandardCharsets.UTF_8))
				.append('=')
				.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
		}
		return form.toString();
	}

	static Answer introspect(TestService service, NewClient client, String... fields) {
		return service.postForm(OAuthPaths.INTROSPECT, form(fields), basic(client));
	}

	static Answer revoke(TestService service, NewClient client, String token) {
		return service.postForm(OAuthPaths.REVOKE, form("token", token), basic(client));
	}

}
