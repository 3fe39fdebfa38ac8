package io.hellwall.serverkey;

import java.util.Locale;

/** What a server key is used for. */
public enum KeyState {

	/** Everything new is made with it. */
	ACTIVE,

	/** What was made with it is accepted. */
	ACCEPTED,

	/** The database recognises it, but this process does not have it. */
	MISSING;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
