package io.hellwall.bench;

import java.util.ArrayList;
import java.util.List;

/** How many answers came since a load began, as time went on. */
final class Curve {

	private static final double AGREEMENT = 0.05;

	private final double window;

	private final List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));

	/**
	 * Begins.
	 * @param window in seconds; the rates of two windows decide whether it is steady
	 */
	Curve(double window) {
		this.window = window;
	}

	void add(double seconds, long answers) {
		this.points.add(new Point(seconds, answers));
	}

	/** How long it is. */
	double seconds() {
		return this.points.getLast().seconds();
	}

	/** Whether a window has ended with the last point. */
	boolean windowEnded() {
		double before = this.points.get(Math.max(0, this.points.size() - 2)).seconds();
		return Math.floor(before / this.window) < Math.floor(seconds() / this.window);
	}

	/** Whether the last two windows differ by at most 5 %. */
	boolean steady() {
		double end = seconds();
		if (end < 2 * this.window) {
			return false;
		}
		double before = rate(end - 2 * this.window, end - this.window);
		double last = rate(end - this.window, end);
		return Math.abs(last - before) <= AGREEMENT * Math.max(last, before);
	}

	/** Answers a second in the last two windows. */
	double steadyRate() {
		return rate(Math.max(0, seconds() - 2 * this.window), seconds());
	}

	/** Answers a second between these two moments, in seconds from the beginning. */
	double rate(double from, double to) {
		return (answers(to) - answers(from)) / (to - from);
	}

	/** Answers until that moment, in seconds from the beginning. */
	double answers(double seconds) {
		Point before = this.points.getFirst();
		for (Point point : this.points) {
			if (point.seconds() >= seconds && point.seconds() > before.seconds()) {
				double part = (seconds - before.seconds()) / (point.seconds() - before.seconds());
				return before.answers() + part * (point.answers() - before.answers());
			}
			before = point;
		}
		return before.answers();
	}

	/**
	 * Until the end of the first second in which the rate was reached, in seconds from
	 * the beginning; its length if there is none.
	 */
	double untilRate(double rate) {
		for (Point point : this.points) {
			if (point.seconds() >= 1 && rate(point.seconds() - 1, point.seconds()) >= rate) {
				return point.seconds();
			}
		}
		return seconds();
	}

	/**
	 * A moment.
	 *
	 * @param seconds since the beginning
	 * @param answers since the beginning
	 */
	private record Point(double seconds, long answers) {
	}

}
