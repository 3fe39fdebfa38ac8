package io.hellwall.persistence;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

/** The limits on PostgreSQL of a service without settings. */
public final class DefaultLimits {

	public static final StoreProperties.Postgres LIMITS = Binder.get(new MockEnvironment())
		.bindOrCreate("hellwall.store.postgres", StoreProperties.Postgres.class);

	/** For tests that are not about time, as many of them run at once. */
	public static final StoreProperties.Postgres PATIENT = new StoreProperties.Postgres(10, Duration.ofSeconds(20),
			Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));

	private DefaultLimits() {
	}

}
