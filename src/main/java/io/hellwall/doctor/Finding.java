package io.hellwall.doctor;

/**
 * What a check found.
 *
 * @param check what was checked, in one word
 * @param text what it means; where it is not well, also what to do
 */
public record Finding(Level level, String check, String text) {

	/** How well it is. */
	public enum Level {

		OK,

		/** It works, but not as it should, or not for long. */
		WARN,

		/** Something does not work. */
		FAIL

	}

	public static Finding ok(String check, String text) {
		return new Finding(Level.OK, check, text);
	}

	public static Finding warn(String check, String text) {
		return new Finding(Level.WARN, check, text);
	}

	public static Finding fail(String check, String text) {
		return new Finding(Level.FAIL, check, text);
	}

}
