package io.hellwall.chain;

import java.io.Serial;

/** The chain of the audit does not hold, so nothing may be added or deleted there. */
public class BrokenChainException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * @param what ends a sentence about the chain
	 */
	BrokenChainException(String what) {
		super("the audit chain " + what + ": run 'audit verify'");
	}

}
