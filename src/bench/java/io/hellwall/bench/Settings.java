package io.hellwall.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What is measured, and for how long.
 *
 * @param sessions in the store
 * @param time that each thing is measured for
 * @param samples of each refusal
 * @param parts that are measured, by name
 */
record Settings(int sessions, Duration time, int samples, Set<String> parts) {

	static final Path FOLDER = Path.of("target/bench").toAbsolutePath();

	/** Of a session in the second store. */
	static final int FEW_SESSIONS = 1_000;

	/** The first ones; the others are renewed, so their first tokens are copies. */
	int verified() {
		return this.sessions - Load.CLIENTS;
	}

	/** Whether it only has to show that the benchmark works. */
	private boolean trial() {
		return this.time.toSeconds() < 2;
	}

	/** How often things are measured in turns: an odd number has a median. */
	int rounds() {
		return trial() ? 3 : 9;
	}

	/** How often things are measured in turns that take long. */
	int longRounds() {
		return trial() ? 1 : 5;
	}

	/** One of the turns in which things are measured. */
	Duration turn() {
		return this.time.dividedBy(5);
	}

	/** Two of them that agree make a service steady. */
	Duration window() {
		return this.time.dividedBy(2);
	}

	/** The longest that a service may take to become steady. */
	Duration patience() {
		return this.time.multipliedBy(trial() ? 1 : 12);
	}

	/** A minute where each thing is measured for ten seconds. */
	Duration soakTurn() {
		return this.time.multipliedBy(6);
	}

	/** The seconds that count as the first ones: ten, except in short runs. */
	int firstSeconds() {
		return trial() ? 2 : 10;
	}

	/** How often a service is started to see its first seconds. */
	int coldStarts() {
		return (this.time.toSeconds() >= 5) ? 3 : 1;
	}

}
