package io.hellwall.backup;

/**
 * What becomes of sessions and passwords of before the restore.
 */
public record RestoreChoice(SessionChoice sessions, PasswordChoice passwords) {

	/** What becomes of a session. */
	public enum SessionChoice {

		/** It goes on after one fresh passcode. */
		STEP_UP,

		/** It ends. */
		END;

		/** Reads a choice as an operator writes it. */
		public static SessionChoice parse(String text) {
			return switch (text) {
				case "step-up" -> STEP_UP;
				case "end" -> END;
				default -> throw new IllegalArgumentException("must be step-up or end");
			};
		}

	}

	/** What becomes of a password. */
	public enum PasswordChoice {

		/** Its holder replaces it at the next login. */
		REPLACE,

		/**
		 * It stays, and so does one that was replaced after the backup, perhaps because
		 * somebody else knew it.
		 */
		KEEP;

		/** Reads a choice as an operator writes it. */
		public static PasswordChoice parse(String text) {
			return switch (text) {
				case "replace" -> REPLACE;
				case "keep" -> KEEP;
				default -> throw new IllegalArgumentException("must be replace or keep");
			};
		}

	}

}
