package io.hellwall.moving;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * What came of an import.
 *
 * @param taken how many accounts were made, in earlier runs of it too; in a dry run, how
 * many would be
 * @param reported how many lines the list has
 * @param list of what was not taken
 * @param toHash how many clear passwords were hashed in this run, or would be
 * @param changeover what is to be done after the stores were closed; null if nothing is
 */
public record ImportReport(long taken, long reported, Path list, long toHash, @Nullable Changeover changeover) {

	ImportReport withChangeover(@Nullable Changeover next) {
		return new ImportReport(this.taken, this.reported, this.list, this.toHash, next);
	}

}
