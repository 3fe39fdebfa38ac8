package io.hellwall.letter;

import java.util.Locale;

import io.hellwall.device.Language;

/** Which form of a word stands after a number (CLDR's plural rules, whole numbers). */
enum Plural {

	ONE, TWO, FEW, MANY, OTHER;

	static Plural of(Language language, long count) {
		return switch (language) {
			case EN, DE, ES -> (count == 1) ? ONE : OTHER;
			case FR -> (count <= 1) ? ONE : OTHER;
			case AR -> arabic(count);
		};
	}

	private static Plural arabic(long count) {
		if (count == 1) {
			return ONE;
		}
		if (count == 2) {
			return TWO;
		}
		long rest = count % 100;
		return (rest >= 3 && rest <= 10) ? FEW : (rest >= 11) ? MANY : OTHER;
	}

	/** The end of the key of this form, such as {@code one}. */
	String suffix() {
		return name().toLowerCase(Locale.ROOT);
	}

}
