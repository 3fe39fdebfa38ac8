package io.hellwall.chain;

import org.jspecify.annotations.Nullable;

/**
 * A row of the audit as it is stored.
 *
 * @param seq its place in the chain, from 1 on; null while it waits for one
 * @param seal of a row in the chain its seal; of one that waits, the stamp of the node
 * that wrote it; null if a version without stamps wrote it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredRow(RowContent content, @Nullable Long seq, byte @Nullable [] seal) {

	long id() {
		return this.content.id();
	}

}
