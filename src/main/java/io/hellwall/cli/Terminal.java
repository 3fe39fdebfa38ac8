package io.hellwall.cli;

import java.io.Console;
import java.util.Optional;

/** Whoever sits at the terminal, if it is a person and no script. */
final class Terminal {

	private Terminal() {
	}

	/** Asks for a yes. Without a terminal nobody can answer, and the answer is yes. */
	static boolean agrees(String question) {
		return Optional.ofNullable(System.console())
			.filter(Console::isTerminal)
			.map((console) -> "yes".equals(console.readLine("%s", question)))
			.orElse(true);
	}

}
