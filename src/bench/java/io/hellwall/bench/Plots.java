package io.hellwall.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

import org.HdrHistogram.Histogram;

/** Draws what was measured, for the template of the page. */
final class Plots {

	static final int WIDTH = 600;

	private static final int HEIGHT = 200;

	private static final int POINTS = 60;

	private Plots() {
	}

	/** Latencies by percentile, from the median to 99.9 %. */
	static Map<String, Object> percentiles(String title, Map<String, Histogram> latencies) {
		double highest = latencies.values().stream().mapToDouble((it) -> ConstantRate.micros(it, 99.9)).max().orElse(1);
		List<Map<String, Object>> lines = new ArrayList<>();
		latencies.forEach((name,
				it) -> lines.add(line(name, latencies.size(), lines.size(), highest,
						(part) -> ConstantRate.micros(it, 100 - Math.pow(10, 2 - 3 * part)),
						"median %.0f µs, 99 %% %.0f µs, 99.9 %% %.0f µs".formatted(ConstantRate.micros(it, 50),
								ConstantRate.micros(it, 99), ConstantRate.micros(it, 99.9)))));
		return plot(title, "%,.0f µs".formatted(highest), List.of("0 %", "90 %", "99 %", "99.9 %"), lines);
	}

	/** Answers a second, from the beginning to that second. */
	static Map<String, Object> curves(String title, Map<String, Curve> curves, int end) {
		double highest = curves.values().stream().mapToDouble(Curve::steadyRate).max().orElse(1);
		List<Map<String, Object>> lines = new ArrayList<>();
		curves.forEach((name, it) -> lines.add(line(name, curves.size(), lines.size(), highest, (part) -> {
			double second = part * end;
			double from = Math.min(Math.max(0, second - 0.5), it.seconds() - 1);
			return it.rate(from, from + 1);
		}, "steady: %,.0f a second".formatted(it.steadyRate()))));
		return plot(title, "%,.0f a second".formatted(highest), List.of("0 s", "", "", end + " s"), lines);
	}

	/** Values in the order in which they were measured. */
	static Map<String, Object> series(String title, List<Double> values) {
		double highest = Collections.max(values);
		return plot(title, "%,.0f".formatted(highest), List.of("1", Integer.toString(values.size())),
				List.of(line(title, 1, 0, highest, (part) -> values.get((int) Math.round(part * (values.size() - 1))),
						"%,.0f to %,.0f".formatted(Collections.min(values), highest))));
	}

	private static Map<String, Object> plot(String title, String highest, List<String> ticks,
			List<Map<String, Object>> lines) {
		List<Map<String, Object>> placed = new ArrayList<>();
		ticks.forEach((it) -> placed.add(Map.of("text", it, "x", WIDTH * placed.size() / (ticks.size() - 1))));
		return Map.of("title", title, "highest", highest, "ticks", placed, "lines", lines);
	}

	/** A line of values from left to right, of which each point is a part of the way. */
	private static Map<String, Object> line(String name, int lines, int index, double highest,
			DoubleUnaryOperator value, String summary) {
		StringBuilder points = new StringBuilder();
		for (int i = 0; i <= POINTS; i++) {
			double part = (double) i / POINTS;
			double y = Math.min(value.applyAsDouble(part) / highest, 1.1);
			points.append("%.1f,%.1f ".formatted(part * WIDTH, HEIGHT - (HEIGHT - 10) * y));
		}
		return Map.of("name", name, "points", points.toString(), "colour", 360 * index / lines, "summary", summary);
	}

}
