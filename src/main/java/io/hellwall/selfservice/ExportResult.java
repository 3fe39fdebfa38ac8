package io.hellwall.selfservice;

/** The result of asking for one's own data. */
public sealed interface ExportResult {

	record Exported(PersonalData data) implements ExportResult {
	}

	/** The same for every reason. */
	record Denied() implements ExportResult {
	}

	/** Too many passwords wait to be hashed. Nothing was counted or spent. */
	record Busy() implements ExportResult {
	}

}
