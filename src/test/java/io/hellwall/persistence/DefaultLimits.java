package io.hellwall.persistence;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

/** The limits on PostgreSQL of a service without settings. */
public final class DefaultLimits {

	public static final StoreProperties.Postgres LIMITS = Binder.get(new MockEnvironment())
		.bindOrCreate("hellwall.store.postgres", StoreProperties.Postgres.class);

	private DefaultLimits() {
	}

}
