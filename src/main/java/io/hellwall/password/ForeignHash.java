package io.hellwall.password;

/**
 * The hash of a password that another system made. It says what its check costs before it
 * is checked for the first time.
 */
public sealed interface ForeignHash permits Argon2Hash, BcryptHash, Pbkdf2Hash, ScryptHash {

	/**
	 * What the first pass of Argon2 costs of a later one, which also reads what is there.
	 * Measured; without it, an old hash was told by its time.
	 */
	double FIRST_PASS = 0.94;

	/**
	 * Reads a hash as other systems export it: a PHC string, the modular crypt format, or
	 * the forms of Spring Security ({@code {id}} and the hash) and of Django.
	 * @throws IllegalArgumentException if it is of another kind, or damaged; the message
	 * does not repeat it
	 */
	static ForeignHash parse(String text) {
		return HashForms.parse(text);
	}

	/**
	 * What Argon2 costs.
	 * @param memory in KiB
	 */
	static double argon2Work(int memory, int passes) {
		return memory * (passes - 1 + FIRST_PASS);
	}

	/** Whether it is the hash of this password. The check takes the time it takes. */
	boolean matches(String password);

	/**
	 * What a check costs, in the time that Argon2 needs for a KiB in one of its later
	 * passes. An estimate from measurements: another processor may differ by a third.
	 */
	double work();

	/** The memory that a check needs, in KiB. */
	long memory();

	/**
	 * The one spelling in which it is stored: the kind in braces, then a PHC string or
	 * what bcrypt writes.
	 */
	String text();

}
