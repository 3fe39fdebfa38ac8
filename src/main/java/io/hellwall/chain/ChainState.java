package io.hellwall.chain;

/**
 * Where the chain begins and ends.
 *
 * @param keyBox the key of the seals, encrypted
 * @param began when it began
 * @param adoptedUntil rows without a stamp up to this id are of an earlier version; 0
 * when all of those have their place
 * @param anchor the newest row that was deleted because of its age
 * @param head the newest row of the chain
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChainState(byte[] keyBox, ChainBegin began, long adoptedUntil, Link anchor, Link head) {

	ChainState headedBy(Link newHead, long newAdoptedUntil) {
		return new ChainState(this.keyBox, this.began, newAdoptedUntil, this.anchor, newHead);
	}

	ChainState anchoredAt(Link newAnchor) {
		return new ChainState(this.keyBox, this.began, this.adoptedUntil, newAnchor, this.head);
	}

	ChainState lockedBy(byte[] newKeyBox) {
		return new ChainState(newKeyBox, this.began, this.adoptedUntil, this.anchor, this.head);
	}

	/**
	 * The place of a row and its seal.
	 *
	 * @param seq 0 for the beginning of a chain without rows
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Link(long seq, byte[] seal) {

		static final Link NONE = new Link(0, new byte[0]);

	}

}
