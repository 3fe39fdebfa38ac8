package io.hellwall;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Servers for tests. Their commits are durable when they are answered. */
public final class TestPostgres {

	private TestPostgres() {
	}

	/**
	 * A server on a port that nobody else gets until it listens. The library would choose
	 * one that the kernel may give to a connection of another test meanwhile.
	 */
	public static EmbeddedPostgres.Builder builder() {
		return EmbeddedPostgres.builder().setPort(FixedPort.free()).setServerConfig("synchronous_commit", "on");
	}

}
