package io.hellwall.legacy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.hellwall.account.PhoneNumber;
import io.hellwall.device.IpAddress;
import org.jspecify.annotations.Nullable;

/** What one port of the pipe protocol asks for and answers. */
interface Pipe {

	/** Whether a request that goes no further would have all its fields. */
	boolean complete(String request);

	/**
	 * The reply to a request, without the end of its line.
	 * @throws IllegalArgumentException if a field is not what it must be
	 */
	String answer(String request, IpAddress client);

	/** Whether each request, valid or not, counts against the rate of its network. */
	boolean limited();

	/** What a request gets that cannot be read. */
	String refusal();

	/** The fields between the pipes, without the blanks around them. */
	static List<String> fields(String request) {
		return Arrays.stream(request.split("\\|", -1)).map(String::strip).toList();
	}

	/**
	 * The fields of a request of which one may hold pipes itself.
	 * @param before how many fields are before that one
	 * @param after how many are behind it
	 * @throws IllegalArgumentException if there are fewer fields
	 */
	static List<String> fieldsAround(String request, int before, int after) {
		List<String> fields = Arrays.asList(request.split("\\|", -1));
		int end = fields.size() - after;
		if (end <= before) {
			throw new IllegalArgumentException("too few fields");
		}
		String wide = String.join("|", fields.subList(before, end));
		return Stream
			.of(fields.subList(0, before).stream(), Stream.of(wide), fields.subList(end, fields.size()).stream())
			.flatMap((part) -> part)
			.map(String::strip)
			.toList();
	}

	/** Old clients write {@code None}, or nothing, where they have no number. */
	static @Nullable PhoneNumber phone(String field) {
		return (field.isEmpty() || field.equals("None")) ? null : PhoneNumber.parse(field);
	}

}
