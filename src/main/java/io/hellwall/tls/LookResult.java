package io.hellwall.tls;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What became of a bundle when its files were read again. */
sealed interface LookResult {

	/** Nothing new, nothing that was not told before, or not yet sure. */
	record Unchanged() implements LookResult {
	}

	/**
	 * The new certificate is in use.
	 *
	 * @param endsAt when it expires; null if the bundle has no certificate of its own
	 */
	record Replaced(@Nullable Instant endsAt) implements LookResult {
	}

	/** The files cannot be used, so the old certificate stays in use. */
	record Kept(String reason) implements LookResult {
	}

}
