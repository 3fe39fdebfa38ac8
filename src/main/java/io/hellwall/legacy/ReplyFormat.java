package io.hellwall.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import net.razorvine.pickle.Pickler;

/** How a reply is written. */
enum ReplyFormat {

	/** UTF-8. */
	TEXT,

	/** A pickled Python {@code str} (protocol 2), as {@code pickle.loads} reads it. */
	PICKLE;

	byte[] encode(String reply) {
		try {
			return (this == PICKLE) ? new Pickler().dumps(reply) : reply.getBytes(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
