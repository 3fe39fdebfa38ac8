package io.hellwall.client;

import java.util.List;
import java.util.UUID;

import io.hellwall.SharedNodes;
import io.hellwall.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/** A client is known on every node, and on none once it is removed. */
@Slow
@ResourceLock(SharedNodes.LOCK)
class ClientsOnNodesTest {

	@Test
	void findWhenRemovedThenRefusedOnEveryNodeAtTheNextRequest() {
		ClientId id = new ClientId(UUID.randomUUID());
		ClientSecret secret = ClientSecret.parse("hellwall_client_" + "5d".repeat(32)).orElseThrow();
		SharedNodes.database()
			.update("insert into hellwall_creds.client values (?, 'nodes', ?, 1, 0, 1)", id.value(), secret.hash());
		assertThat(statuses(id, secret)).containsOnly(200);
		SharedNodes.database().update("delete from hellwall_creds.client where id = ?", id.value());
		assertThat(statuses(id, secret)).containsOnly(401);
	}

	private static List<Integer> statuses(ClientId id, ClientSecret secret) {
		String form = "token=none&mac=aa:bb:cc:dd:ee:ff&client_id=" + id + "&client_secret=" + secret.text();
		return List.of(SharedNodes.left(), SharedNodes.right())
			.stream()
			.map((node) -> node.postForm("/oauth2/introspect", form).status())
			.toList();
	}

}
