package io.hellwall.account;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords, as many at a time as there are processors: more would only take each
 * other's time, and 19 MiB apiece. They have threads of their own, which the system takes
 * the processor from now and then; on a virtual thread a hash would keep everybody else
 * waiting until it is done.
 */
@Component
class PasswordHashes implements AutoCloseable {

	private static final int SALT_BYTES = 16;

	private static final int HASH_BYTES = 32;

	private static final int LANES = 1;

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	/** Hashed or waiting: what is behind them would wait for more than a few seconds. */
	private static final int PLACES = 50 * PROCESSORS;

	private final PasswordEncoder encoder;

	private final ExecutorService workers = Executors.newFixedThreadPool(PROCESSORS,
			Thread.ofPlatform().name("password-hash-", 0).daemon().factory());

	private final Semaphore places = new Semaphore(PLACES);

	/** What a password is compared with where there is no account: the same work. */
	private final String nobody;

	PasswordHashes(PasswordProperties properties) {
		this.encoder = new DelegatingPasswordEncoder("argon2", Map.of("argon2", new Argon2PasswordEncoder(SALT_BYTES,
				HASH_BYTES, LANES, properties.argon2Memory(), properties.argon2Iterations())));
		this.nobody = hash(Password.parse("nobody has this password"));
	}

	@Override
	public void close() {
		this.workers.shutdownNow();
	}

	/** Runs work that hashes, or, where too much of it waits already, does nothing. */
	<T> Optional<T> admitted(Supplier<T> work) {
		if (!this.places.tryAcquire()) {
			return Optional.empty();
		}
		try {
			return Optional.of(work.get());
		}
		finally {
			this.places.release();
		}
	}

	/** The PHC string of a new hash, with the encoder's name in braces before it. */
	String hash(Password password) {
		return compute(() -> encoded(password));
	}

	/** Takes as long for nobody's password, and says no. */
	boolean matches(Password password, @Nullable String hash) {
		String known = (hash != null) ? hash : this.nobody;
		return compute(() -> this.encoder.matches(password.text(), known)) && hash != null;
	}

	boolean outdated(String hash) {
		return this.encoder.upgradeEncoding(hash);
	}

	private String encoded(Password password) {
		String hash = this.encoder.encode(password.text());
		if (hash == null) {
			throw new IllegalStateException("no hash was made");
		}
		return hash;
	}

	private <T> T compute(Callable<T> work) {
		try {
			return this.workers.submit(work).get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while a password was hashed", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("a password could not be hashed", ex);
		}
	}

}
