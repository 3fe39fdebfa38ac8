package io.hellwall.crypto;

import java.util.List;
import java.util.stream.Stream;

/**
 * The server keys of this installation. New tokens are made with the active key; tokens
 * of every other key here are accepted too. So an operator can replace a key on one node
 * after the other, and nobody is logged out.
 */
public final class KeyRing {

	private final List<Keys> keys;

	/**
	 * Keeps keys in the order in which they are tried.
	 * @param active the key for everything new
	 * @param others keys that are only accepted: old ones, and those that are active on
	 * other nodes already
	 */
	public KeyRing(Keys active, List<Keys> others) {
		this.keys = Stream.concat(Stream.of(active), others.stream()).toList();
	}

	public Keys active() {
		return this.keys.getFirst();
	}

	/** At least one; the active one first. */
	public List<Keys> all() {
		return this.keys;
	}

}
