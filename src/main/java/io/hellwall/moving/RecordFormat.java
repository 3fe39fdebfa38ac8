package io.hellwall.moving;

import java.util.Map;

import io.hellwall.moving.Person.Field;

/** How an account is written in one line of text. */
sealed interface RecordFormat permits CsvFormat, JsonFormat {

	/**
	 * Reads a line.
	 * @throws IllegalArgumentException if it is not of this format; the message repeats
	 * nothing of it
	 */
	Map<Field, String> fields(String line);

	/** Writes a line, without its end. */
	String line(Map<Field, String> fields);

}
