package io.hellwall.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import net.razorvine.pickle.Pickler;

/** How a reply is written. */
enum ReplyFormat {

	/** UTF-8. */
	TEXT {
		@Override
		byte[] encode(String reply) {
			return reply.getBytes(StandardCharsets.UTF_8);
		}
	},

	/** A pickled Python {@code str} (protocol 2), as {@code pickle.loads} reads it. */
	PICKLE {
		@Override
		byte[] encode(String reply) {
			try {
				return new Pickler().dumps(reply);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	};

	abstract byte[] encode(String reply);

}
