package io.hellwall.moving;

/** What an import does with a file. */
public enum ImportMode {

	/** It only finds out what would be taken. */
	REHEARSE,

	/** It makes accounts. */
	TAKE,

	/**
	 * The same. An import that was interrupted goes on without the list that it had
	 * begun.
	 */
	TAKE_WITH_NEW_LIST

}
