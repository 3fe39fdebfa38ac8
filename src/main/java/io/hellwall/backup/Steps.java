package io.hellwall.backup;

/** Told after each step that changes files, so that a test can end the work there. */
@FunctionalInterface
interface Steps {

	Steps UNWATCHED = (step) -> {
	};

	void done(String step);

}
