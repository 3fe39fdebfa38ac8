package io.hellwall.password;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;

/** A hash by bcrypt. It ignores what comes after the first 72 bytes of a password. */
final class BcryptHash implements ForeignHash {

	/** What doubles with the cost. Measured, as all such numbers here. */
	private static final double ROUND = 105;

	private static final int LEAST_COST = 4;

	private static final int MOST_COST = 31;

	private final String hash;

	private final int cost;

	/**
	 * Takes a hash of one of the three versions that are computed in the same way.
	 * @param hash the modular crypt format
	 */
	BcryptHash(String hash, int cost) {
		HashForms.require(cost >= LEAST_COST && cost <= MOST_COST);
		this.hash = hash;
		this.cost = cost;
	}

	@Override
	public boolean matches(String password) {
		return BcryptFunction.getInstance(Bcrypt.B, this.cost).check(password, "$2b" + this.hash.substring(3));
	}

	@Override
	public double work() {
		return ROUND * (1L << this.cost);
	}

	@Override
	public long memory() {
		return 4;
	}

	@Override
	public String text() {
		return "{bcrypt}" + this.hash;
	}

	@Override
	public String toString() {
		return "BcryptHash[redacted]";
	}

}
