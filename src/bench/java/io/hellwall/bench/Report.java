package io.hellwall.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.standard.StandardDialect;
import tools.jackson.databind.json.JsonMapper;

/** What was measured, as a table of ratios, as JSON, and as a page with plots. */
final class Report {

	private final List<Row> rows = new ArrayList<>();

	private final Map<String, Double> figures = new LinkedHashMap<>();

	private final List<String> notes = new ArrayList<>();

	private final List<Map<String, Object>> bars = new ArrayList<>();

	private final List<Map<String, Object>> plots = new ArrayList<>();

	/** A ratio that should not be lower. */
	void atLeast(String name, double ratio, double target) {
		this.rows.add(new Row(name, ratio, "≥ " + text(target), ratio >= target));
	}

	/** A ratio, or a size, that should not be higher. */
	void atMost(String name, double value, double target) {
		this.rows.add(new Row(name, value, "≤ " + text(target), value <= target));
	}

	/** A ratio that should be lower. */
	void under(String name, double ratio, double target) {
		this.rows.add(new Row(name, ratio, "< " + text(target), ratio < target));
	}

	/** A ratio without a target. */
	void ratio(String name, double ratio) {
		this.rows.add(new Row(name, ratio, "", null));
	}

	/**
	 * What it was computed from: true of this machine at that moment, and of no other.
	 */
	void figure(String name, double value) {
		this.figures.put(name, value);
	}

	/** Something that makes what was measured less certain. */
	void note(String text) {
		this.notes.add(text);
	}

	/** Values beside each other. */
	void bars(String title, Map<String, Double> values) {
		double highest = values.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
		this.bars.add(Map.of("title", title, "values",
				values.entrySet()
					.stream()
					.map((it) -> Map.of("name", it.getKey(), "value", text(it.getValue()), "width",
							Math.round(Plots.WIDTH * it.getValue() / highest)))
					.toList()));
	}

	/** Latencies, one line for each name, drawn by percentile. */
	void percentiles(String title, Map<String, Histogram> latencies) {
		this.plots.add(Plots.percentiles(title, latencies));
	}

	/** Rates, one line for each name, drawn until that second. */
	void curves(String title, Map<String, Curve> curves, int end) {
		this.plots.add(Plots.curves(title, curves, end));
	}

	/** One value for each turn, and all of them among the figures. */
	void series(String title, List<Double> values) {
		this.plots.add(Plots.series(title, values));
		for (int turn = 0; turn < values.size(); turn++) {
			figure(title + " " + (turn + 1), values.get(turn));
		}
	}

	/** Writes {@code report.json} and {@code report.html}; returns the table. */
	String write(Path folder, String machine) throws IOException {
		StringBuilder table = new StringBuilder("| what | | target | |\n|---|---|---|---|\n");
		for (Row row : this.rows) {
			table.append(
					"| %s | %s | %s | %s |%n".formatted(row.name(), text(row.value()), row.target(), row.verdict()));
		}
		this.notes.forEach((it) -> table.append("\n").append(it));
		Files.writeString(folder.resolve("report.json"), JsonMapper.builder()
			.build()
			.writerWithDefaultPrettyPrinter()
			.writeValueAsString(
					Map.of("machine", machine, "ratios", this.rows, "figures", this.figures, "notes", this.notes)));
		Map<String, Object> page = Map.of("machine", machine, "rows",
				this.rows.stream()
					.map((row) -> Map.of("name", row.name(), "value", text(row.value()), "target", row.target(),
							"verdict", row.verdict()))
					.toList(),
				"notes", this.notes, "bars", this.bars, "figures",
				this.figures.entrySet()
					.stream()
					.map((it) -> Map.of("name", it.getKey(), "value", text(it.getValue())))
					.toList(),
				"plots", this.plots);
		Files.writeString(folder.resolve("report.html"), page(page));
		return table.toString();
	}

	/** With the engine of the product, and its way to look variables up. */
	private static String page(Map<String, Object> values) throws IOException {
		try (var template = Objects.requireNonNull(Report.class.getResourceAsStream("/report.html"))) {
			StandardDialect dialect = new StandardDialect();
			dialect.setVariableExpressionEvaluator((context, expression, execution) -> {
				String[] path = expression.getExpression().split("\\.", -1);
				Object value = context.getVariable(path[0]);
				for (int i = 1; i < path.length; i++) {
					value = Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(value)).get(path[i]), path[i]);
				}
				return value;
			});
			TemplateEngine engine = new TemplateEngine();
			engine.setDialect(dialect);
			Context context = new Context();
			context.setVariables(values);
			return engine.process(new String(template.readAllBytes(), StandardCharsets.UTF_8), context);
		}
	}

	private static String text(double value) {
		return (value >= 100) ? "%,.0f".formatted(value) : "%.2f".formatted(value);
	}

	/**
	 * One line of the table.
	 *
	 * @param target in words
	 * @param met whether it is, where there is a target
	 */
	private record Row(String name, double value, String target, @Nullable Boolean met) {

		String verdict() {
			return (this.met == null) ? "" : this.met ? "met" : "missed";
		}

	}

}
