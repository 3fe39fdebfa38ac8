package io.hellwall.password;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.hellwall.metrics.Meters;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords, as many at a time as there are processors. More would only slow each
 * other down, and each takes 19 MiB. They run on threads of their own with a low
 * priority, because a hash on a virtual thread would block other requests. The C
 * reference implementation computes them outside the heap: a Java implementation spent as
 * much time on garbage collection as on hashing.
 */
@Component
public class PasswordHashes implements SmartInitializingSingleton, AutoCloseable {

	/** Stands before the PHC string of each hash, so that another kind can be added. */
	private static final String KIND = "{argon2}";

	private static final int SALT_BYTES = 16;

	private static final int HASH_BYTES = 32;

	private static final int LANES = 1;

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	/** The most hashes that run or wait. The last one waits for a few seconds. */
	static final int PLACES = 50 * PROCESSORS;

	/**
	 * Strangers get three quarters of all places, so that a flood of theirs keeps nobody
	 * out who logs in from a place that the account knows.
	 */
	static final int STRANGERS_PLACES = PLACES * 3 / 4;

	/** KiB that Argon2 needs at least for a lane (RFC 9106 §3.1). */
	private static final int LEAST_MEMORY = 8;

	/** How our own hashes begin. */
	private static final String OURS = KIND + "$argon2id$v=19$";

	/** A hash from elsewhere may always take so many KiB, or as many as ours takes. */
	private static final int FOREIGN_MEMORY = 64 * 1024;

	private final Argon2 argon2 = Argon2Factory.create(Argon2Types.ARGON2id, SALT_BYTES, HASH_BYTES);

	/** KiB. */
	private final int memory;

	private final int iterations;

	/** What waits for a processor is in its queue. */
	private final ThreadPoolExecutor workers = new ThreadPoolExecutor(PROCESSORS, PROCESSORS, 0, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), threads());

	private final Semaphore places = new Semaphore(PLACES);

	private final Semaphore strangersPlaces = new Semaphore(STRANGERS_PLACES);

	/**
	 * Compared with the password where there is no account, so that the work is the same.
	 * It is computed while the service starts.
	 */
	private final Future<String> nobody;

	private final HashMeter meter;

	PasswordHashes(PasswordProperties properties, Meters meters) {
		this.memory = properties.argon2Memory();
		this.iterations = properties.argon2Iterations();
		this.meter = new HashMeter(meters, () -> this.workers.getQueue().size());
		this.nobody = this.workers.submit(() -> newHash(Password.parse("nobody has this password")));
	}

	/** A service that cannot hash does not start. */
	@Override
	public void afterSingletonsInstantiated() {
		result(this.nobody);
	}

	@Override
	public void close() {
		this.workers.shutdownNow();
	}

	/**
	 * Runs work that hashes passwords. If too much work waits, it runs nothing and
	 * returns empty.
	 * @param known whether it may use all places; else it may use those of strangers
	 */
	public <T> Optional<T> withHashingSlot(boolean known, Supplier<T> work) {
		Optional<T> result = known ? with(this.places, () -> Optional.of(work.get()))
				: with(this.strangersPlaces, () -> with(this.places, () -> Optional.of(work.get())));
		if (result.isEmpty()) {
			this.meter.refused(known);
		}
		return result;
	}

	private static <T> Optional<T> with(Semaphore places, Supplier<Optional<T>> work) {
		if (!places.tryAcquire()) {
			return Optional.empty();
		}
		try {
			return work.get();
		}
		finally {
			places.release();
		}
	}

	/** Hashes several passwords at once. */
	public List<String> hash(List<Password> passwords) {
		List<Future<String>> running = passwords.stream()
			.map((password) -> this.workers.submit(this.meter.timed(() -> newHash(password))))
			.toList();
		return running.stream().map(PasswordHashes::result).toList();
	}

	/** The PHC string of a new hash, with the name of its kind in braces before it. */
	public String hash(Password password) {
		return compute(() -> newHash(password));
	}

	private String newHash(Password password) {
		return KIND + this.argon2.hash(this.iterations, this.memory, LANES, bytes(password));
	}

	/**
	 * Without an account it hashes anyway, and what an older or a foreign hash needs less
	 * work than a new one is done afterwards, so that all cases take the same time. Each
	 * form of the password is compared, whether an earlier one matches or not.
	 */
	public boolean matches(Password password, @Nullable String hash) {
		String known = (hash != null) ? hash : result(this.nobody);
		return compute(() -> {
			boolean matches = false;
			for (String form : password.forms()) {
				matches |= verify(known, form);
				work(missing(known), password);
			}
			return matches;
		}) && hash != null;
	}

	private boolean verify(String hash, String form) {
		return hash.startsWith(OURS) ? this.argon2.verify(phc(hash), form.getBytes(StandardCharsets.UTF_8))
				: ForeignHash.parse(hash).matches(form);
	}

	/** How much less work the hash needs than a new one, in later passes over a KiB. */
	private double missing(String hash) {
		return ours() - ForeignHash.parse(hash).work();
	}

	private double ours() {
		return ForeignHash.argon2Work(this.memory, this.iterations);
	}

	/**
	 * Why a hash from elsewhere may not come in. One that takes longer than ours would
	 * tell by its time that there is an account.
	 */
	public Optional<String> refusal(ForeignHash hash) {
		if (hash.memory() > Math.max(FOREIGN_MEMORY, this.memory)) {
			return Optional.of("needs too much memory: " + hash.memory() / 1024 + " MiB");
		}
		if (passes(hash.work()) > PasswordProperties.MOST_ITERATIONS) {
			return Optional.of("takes far too long to check");
		}
		if (hash.work() > ours()) {
			return Optional.of("takes longer to check than the hashes of this service; it can come in with"
					+ " hellwall.password.argon2-iterations=" + passes(hash.work()));
		}
		return Optional.empty();
	}

	private int passes(double work) {
		return (int) Math.ceil(work / this.memory + 1 - ForeignHash.FIRST_PASS);
	}

	private void work(double amount, Password password) {
		int passes = Math.max((int) Math.round(amount / this.memory), 1);
		int size = (int) Math.round(amount / ForeignHash.argon2Work(1, passes));
		if (size >= LEAST_MEMORY) {
			this.argon2.hash(passes, size, LANES, bytes(password));
		}
	}

	/** Whether the hash is a foreign one, or weaker than those of today. */
	public boolean outdated(String hash) {
		return !hash.startsWith(OURS) || this.argon2.needsRehash(phc(hash), this.iterations, this.memory, LANES);
	}

	private static ThreadFactory threads() {
		ThreadFactory threads = Thread.ofPlatform().name("password-hash-", 0).daemon().factory();
		return (work) -> threads.newThread(Niceness.nice(work));
	}

	private static String phc(String hash) {
		return hash.substring(KIND.length());
	}

	private static byte[] bytes(Password password) {
		return password.text().getBytes(StandardCharsets.UTF_8);
	}

	private <T> T compute(Callable<T> work) {
		return result(this.workers.submit(this.meter.timed(work)));
	}

	private static <T> T result(Future<T> work) {
		try {
			return work.get();
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
