package io.hellwall.legacy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.hellwall.account.PhoneNumber;
import io.hellwall.device.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * The requests and replies of one port of the pipe protocol. The defaults are those of
 * the two ports that take a password.
 */
interface Pipe {

	/** Whether the text that has arrived so far has all fields of a request. */
	default boolean complete(String request) {
		List<String> fields = fields(request);
		return fields.size() >= 5 && !fields.getLast().isEmpty();
	}

	/**
	 * Reads the fields of a request, and asks the core nothing yet.
	 * @throws IllegalArgumentException if a field is missing or malformed
	 */
	Call read(String request, IpAddress client);

	/** Whether each request, valid or not, counts against the rate of its network. */
	default boolean limited() {
		return true;
	}

	/** The reply to a malformed request, and to a request that was refused. */
	default String refusal() {
		return "False";
	}

	/** A request whose fields are valid. */
	interface Call {

		/**
		 * Asks the core.
		 * @return the reply without a newline; empty if nothing was decided, so that the
		 * client must not take it for a refusal
		 */
		Optional<String> reply();

	}

	/** The fields between the pipes, without blanks around them. */
	static List<String> fields(String request) {
		return Arrays.stream(request.split("\\|", -1)).map(String::strip).toList();
	}

	/**
	 * The fields of a request in which one field may contain pipes.
	 * @param before how many fields come before that field
	 * @param after how many fields come after it
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

	/**
	 * Reads a phone number. Old clients send {@code None} or nothing if there is none.
	 */
	static @Nullable PhoneNumber phone(String field) {
		return (field.isEmpty() || field.equals("None")) ? null : PhoneNumber.parse(field);
	}

}
