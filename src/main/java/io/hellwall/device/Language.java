package io.hellwall.device;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** A language that the service writes mails in, named by its tag (BCP 47). */
public enum Language {

	/** English, as it is written in Britain. */
	EN,

	/** French. */
	FR,

	/** Arabic: the only one that is written from right to left. */
	AR,

	/** German. */
	DE,

	/** Spanish. */
	ES;

	/** Browsers send fewer than 100 characters. */
	private static final int LONGEST_HEADER = 200;

	private static final List<Locale> LOCALES = Arrays.stream(values()).map(Language::locale).toList();

	private static final String TAGS = Arrays.stream(values()).map(Language::tag).collect(Collectors.joining(", "));

	/**
	 * The language with this tag, in capitals or not.
	 * @throws IllegalArgumentException if the text is none of the tags
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static Language parse(String text) {
		String tag = text.strip().toLowerCase(Locale.ROOT);
		return Arrays.stream(values())
			.filter((it) -> it.tag().equals(tag))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("must be one of: " + TAGS));
	}

	/**
	 * The language that a client likes best among ours (RFC 4647 §3.4).
	 * @param acceptLanguage the header field {@code Accept-Language} (RFC 9110 §12.5.4);
	 * null if the request has none
	 * @return null if the field names none of ours, or cannot be read
	 */
	public static @Nullable Language preferred(@Nullable String acceptLanguage) {
		if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
			return null;
		}
		try {
			Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LOCALES);
			return (found != null) ? parse(found.getLanguage()) : null;
		}
		catch (IllegalArgumentException ex) {
			return null; // A wish that cannot be read is no reason to refuse the request.
		}
	}

	/** The tag, such as {@code en}. */
	@JsonValue
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** What dates are written by. */
	public Locale locale() {
		return Locale.of(tag());
	}

	public boolean rightToLeft() {
		return this == AR;
	}

	@Override
	public String toString() {
		return tag();
	}

}
