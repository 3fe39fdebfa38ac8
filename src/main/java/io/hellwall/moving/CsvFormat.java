package io.hellwall.moving;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.hellwall.moving.Person.Field;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * CSV (RFC 4180) with a head, whose first line names the columns. A record is one line,
 * so that a quote that is missing spoils no other line.
 * <p>
 * A spreadsheet takes a cell for a formula if it begins like one, as phone numbers do.
 * Such a cell gets an apostrophe before it, which is taken away when it is read again.
 */
final class CsvFormat implements RecordFormat {

	private static final CsvMapper CSV = new CsvMapper();

	private static final char APOSTROPHE = '\'';

	/** What a formula begins with, and what stands for it when it is written. */
	private static final String RISKY = "=+-@\t\r" + APOSTROPHE;

	private final List<Field> columns;

	private final ObjectReader reader;

	private final ObjectWriter writer;

	private CsvFormat(List<Field> columns, char separator) {
		this.columns = columns;
		CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator).withLineSeparator("");
		this.reader = CSV.readerFor(String[].class)
			.with(CsvReadFeature.WRAP_AS_ARRAY)
			.without(CsvReadFeature.ALLOW_TRAILING_COMMA)
			.with(schema);
		this.writer = CSV.writerFor(String[].class).with(CsvWriteFeature.ALWAYS_QUOTE_STRINGS).with(schema);
	}

	/** All columns, as they are written. */
	static CsvFormat complete() {
		return new CsvFormat(Stream.of(Field.values()).filter((field) -> field != Field.PASSWORD).toList(), ',');
	}

	/**
	 * The columns that a head names. Where German or French is spoken, spreadsheets write
	 * semicolons.
	 * @throws ImportRefusedException if it names one that nobody knows
	 */
	static CsvFormat withHead(String head) throws ImportRefusedException {
		char separator = (head.indexOf(',') < 0 && head.indexOf(';') >= 0) ? ';' : ',';
		List<Field> columns = new ArrayList<>();
		for (String name : names(head, separator)) {
			Field column = Field.named(name.strip());
			if (column == null || columns.contains(column)) {
				throw new ImportRefusedException("the first line must name the columns, each of them once: "
						+ String.join(", ", Stream.of(Field.values()).map(Field::text).toList()));
			}
			columns.add(column);
		}
		return new CsvFormat(columns, separator);
	}

	private static String[] names(String head, char separator) throws ImportRefusedException {
		try {
			return new CsvFormat(List.of(), separator).cells(head);
		}
		catch (IllegalArgumentException ex) {
			throw new ImportRefusedException("the first line " + ex.getMessage(), ex);
		}
	}

	String head() {
		return write(this.columns.stream().map(Field::text).toArray(String[]::new));
	}

	@Override
	public Map<Field, String> fields(String line) {
		String[] cells = cells(line);
		if (cells.length != this.columns.size()) {
			throw new IllegalArgumentException("has " + cells.length + " columns, and not " + this.columns.size());
		}
		Map<Field, String> fields = new EnumMap<>(Field.class);
		for (int i = 0; i < cells.length; i++) {
			Field column = this.columns.get(i);
			if (!cells[i].isEmpty()) {
				fields.put(column, (column == Field.PASSWORD) ? cells[i] : withoutApostrophe(cells[i]));
			}
		}
		return fields;
	}

	private String[] cells(String line) {
		try (MappingIterator<String[]> records = this.reader.readValues(line)) {
			String[] cells = records.hasNext() ? records.next() : new String[0];
			if (!records.hasNext()) {
				return cells;
			}
		}
		catch (JacksonException ex) {
			// Refused below with our own message: this one repeats the text.
		}
		throw new IllegalArgumentException("is not CSV: look for a quote that is missing");
	}

	@Override
	public String line(Map<Field, String> fields) {
		return write(this.columns.stream()
			.map((column) -> withApostrophe(fields.getOrDefault(column, "")))
			.toArray(String[]::new));
	}

	private String write(String[] cells) {
		return this.writer.writeValueAsString(cells);
	}

	private static String withApostrophe(String cell) {
		return isRisky(cell) ? APOSTROPHE + cell : cell;
	}

	/** An apostrophe before anything else belongs to the value. */
	private static String withoutApostrophe(String cell) {
		return (cell.charAt(0) == APOSTROPHE && isRisky(cell.substring(1))) ? cell.substring(1) : cell;
	}

	private static boolean isRisky(String cell) {
		return !cell.isEmpty() && RISKY.indexOf(cell.charAt(0)) >= 0;
	}

}
