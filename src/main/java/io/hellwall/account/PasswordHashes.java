package io.hellwall.account;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords, as many at a time as there are processors: more would only take each
 * other's time, and 19 MiB apiece.
 */
@Component
class PasswordHashes {

	private static final int SALT_BYTES = 16;

	private static final int HASH_BYTES = 32;

	private static final int LANES = 1;

	private final PasswordEncoder encoder;

	private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

	/** What a password is compared with where there is no account: the same work. */
	private final String nobody;

	PasswordHashes(PasswordProperties properties) {
		this.encoder = new DelegatingPasswordEncoder("argon2", Map.of("argon2", new Argon2PasswordEncoder(SALT_BYTES,
				HASH_BYTES, LANES, properties.argon2Memory(), properties.argon2Iterations())));
		this.nobody = hash(Password.parse("nobody has this password"));
	}

	/** The PHC string of a new hash, with the encoder's name in braces before it. */
	String hash(Password password) {
		return oneAtATime(() -> encoded(password));
	}

	/** Takes as long for nobody's password, and says no. */
	boolean matches(Password password, @Nullable String hash) {
		String known = (hash != null) ? hash : this.nobody;
		return oneAtATime(() -> this.encoder.matches(password.text(), known)) && hash != null;
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

	private <T> T oneAtATime(Supplier<T> work) {
		this.processors.acquireUninterruptibly();
		try {
			return work.get();
		}
		finally {
			this.processors.release();
		}
	}

}
