package io.hellwall.crypto;

import java.util.List;
import java.util.stream.Stream;

/**
 * The server keys of this installation. The active one makes whatever is new; what any of
 * them made is recognised. So keys can be exchanged, on one node after the other, and
 * nobody is logged out.
 */
public final class KeyRing {

	private final List<Keys> keys;

	/**
	 * Keeps keys in the order in which they are tried.
	 * @param active makes what is new
	 * @param others only recognise: retired ones, and those that other nodes make things
	 * with already
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
