package io.hellwall.audit;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stored events are asked for by: a name of the OWASP logging vocabulary, which
 * several events may share, or the own name of one event.
 */
public record EventName(String value) {

	/**
	 * @throws IllegalArgumentException if no stored event has that name; the message does
	 * not repeat it
	 */
	public EventName {
		if (Stream.of(Event.values()).noneMatch((event) -> isNameOf(value, event))) {
			throw new IllegalArgumentException(
					"must be the name of a stored event, such as authn_login_fail or LOGIN_DENIED");
		}
	}

	/** Reads a name. */
	public static EventName of(String text) {
		return new EventName(text);
	}

	Set<Event> events() {
		return Stream.of(Event.values())
			.filter(this::isNameOf)
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Event.class)));
	}

	public boolean isNameOf(Event event) {
		return isNameOf(this.value, event);
	}

	private static boolean isNameOf(String value, Event event) {
		return event.kept() != Event.Kept.NOT && (event.name().equals(value) || event.vocabulary().equals(value));
	}

	@Override
	public String toString() {
		return this.value;
	}

}
