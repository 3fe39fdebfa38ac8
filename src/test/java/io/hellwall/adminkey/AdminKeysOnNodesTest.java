package io.hellwall.adminkey;

import java.util.List;

import io.hellwall.SharedNodes;
import io.hellwall.Slow;
import io.hellwall.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/** A key holds on every node, and on none once it is revoked. */
@Slow
@ResourceLock(SharedNodes.LOCK)
class AdminKeysOnNodesTest {

	@Test
	void findWhenRevokedThenRefusedOnEveryNodeAtTheNextRequest() {
		AdminKeySecret secret = AdminKeySecret.parse("hellwall_admin_" + "5d".repeat(32)).orElseThrow();
		SharedNodes.database()
			.update("insert into hellwall_creds.admin_key (name, hash, created_at) values ('nodes', ?, 1)",
					(Object) secret.hash());
		assertThat(statuses(secret)).containsOnly(200);
		SharedNodes.database().update("update hellwall_creds.admin_key set revoked_at = 2 where name = 'nodes'");
		assertThat(statuses(secret)).containsOnly(401);
	}

	private static List<Integer> statuses(AdminKeySecret secret) {
		return List.of(SharedNodes.left(), SharedNodes.right()).stream().map((node) -> status(node, secret)).toList();
	}

	private static int status(TestNode node, AdminKeySecret secret) {
		return node.get("/admin/accounts", "Authorization", "Bearer " + secret.text()).status();
	}

}
