package io.hellwall.password;

import java.nio.charset.StandardCharsets;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;

/** A hash by one of the three kinds of Argon2 (RFC 9106). */
final class Argon2Hash implements ForeignHash {

	/** Version 1.0, which strings without a version have. */
	static final int OLD = 0x10;

	private static final int NEW = 0x13;

	private static final int MOST_MEMORY = 1 << 24;

	private static final int MOST_PASSES = 10_000;

	private static final int MOST_LANES = 16;

	/** KiB that each lane needs at least. */
	private static final int LEAST_MEMORY = 8;

	private static final int SHORTEST_SALT = 8;

	private final String kind;

	private final int memory;

	private final int passes;

	private final String phc;

	Argon2Hash(String kind, int version, int memory, int passes, int lanes, byte[] salt, byte[] hash) {
		HashForms.require((version == OLD || version == NEW) && lanes >= 1 && lanes <= MOST_LANES
				&& memory >= LEAST_MEMORY * lanes && memory <= MOST_MEMORY && passes >= 1 && passes <= MOST_PASSES
				&& salt.length >= SHORTEST_SALT && Pbkdf2Hash.fits(salt, hash));
		this.kind = kind;
		this.memory = memory;
		this.passes = passes;
		this.phc = "$" + kind + "$v=" + version + "$m=" + memory + ",t=" + passes + ",p=" + lanes + "$"
				+ HashForms.base64(salt) + "$" + HashForms.base64(hash);
	}

	@Override
	public boolean matches(String password) {
		Argon2Types type = switch (this.kind) {
			case "argon2i" -> Argon2Types.ARGON2i;
			case "argon2d" -> Argon2Types.ARGON2d;
			default -> Argon2Types.ARGON2id;
		};
		return Argon2Factory.create(type).verify(this.phc, password.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public double work() {
		return ForeignHash.argon2Work(this.memory, this.passes);
	}

	@Override
	public long memory() {
		return this.memory;
	}

	@Override
	public String text() {
		return "{argon2}" + this.phc;
	}

	@Override
	public String toString() {
		return "Argon2Hash[redacted]";
	}

}
