package io.hellwall.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.samskivert.mustache.Mustache;
import tools.jackson.databind.json.JsonMapper;

/** What was measured, as a table of ratios, as JSON, and as a page with plots. */
final class Report {

	private static final int WIDTH = 600;

	private final List<Row> rows = new ArrayList<>();

	private final Map<String, Double> figures = new LinkedHashMap<>();

	private final List<Map<String, Object>> plots = new ArrayList<>();

	/** A ratio that should not be lower. */
	void atLeast(String name, double ratio, double target) {
		this.rows.add(new Row(name, ratio, "≥ " + text(target), ratio >= target));
	}

	/** A ratio that should be lower. */
	void under(String name, double ratio, double target) {
		this.rows.add(new Row(name, ratio, "< " + text(target), ratio < target));
	}

	/**
	 * What it was computed from: true of this machine at that moment, and of no other.
	 */
	void figure(String name, double value) {
		this.figures.put(name, value);
	}

	/** Latencies, one line for each name, drawn by percentile. */
	void plot(String title, Map<String, Load.Result> results) {
		double highest = results.values().stream().mapToDouble((it) -> it.percentile(99.9)).max().orElse(1);
		List<Map<String, Object>> lines = new ArrayList<>();
		results.forEach((name, result) -> {
			StringBuilder points = new StringBuilder();
			for (double nines = 0; nines <= 3; nines += 0.05) {
				double value = result.percentile(100 - Math.pow(10, 2 - nines));
				points.append("%.1f,%.1f ".formatted(nines / 3 * WIDTH, 200 - 190 * value / highest));
			}
			lines.add(Map.of("name", name, "points", points.toString(), "colour", 360 / results.size() * lines.size(),
					"p50", text(result.percentile(50)), "p99", text(result.percentile(99))));
		});
		this.plots.add(Map.of("title", title, "lines", lines, "highest", text(highest)));
	}

	/** Writes {@code report.json} and {@code report.html}; returns the table. */
	String write(Path folder, String machine) throws IOException {
		StringBuilder table = new StringBuilder("| what | ratio | target | |\n|---|---|---|---|\n");
		for (Row row : this.rows) {
			table.append("| %s | %s | %s | %s |%n".formatted(row.name(), text(row.ratio()), row.target(),
					row.met() ? "met" : "missed"));
		}
		Files.writeString(folder.resolve("report.json"),
				JsonMapper.builder()
					.build()
					.writerWithDefaultPrettyPrinter()
					.writeValueAsString(Map.of("machine", machine, "ratios", this.rows, "figures", this.figures)));
		double widest = this.rows.stream().mapToDouble(Row::ratio).max().orElse(1);
		Map<String, Object> page = Map.of("machine", machine, "rows",
				this.rows.stream()
					.map((row) -> Map.of("name", row.name(), "ratio", text(row.ratio()), "target", row.target(), "met",
							row.met(), "width", Math.round(WIDTH * row.ratio() / widest)))
					.toList(),
				"figures",
				this.figures.entrySet()
					.stream()
					.map((it) -> Map.of("name", it.getKey(), "value", text(it.getValue())))
					.toList(),
				"plots", this.plots);
		try (var template = Report.class.getResourceAsStream("/report.mustache")) {
			if (template == null) {
				throw new IllegalStateException("report.mustache is missing");
			}
			String source = new String(template.readAllBytes(), StandardCharsets.UTF_8);
			Files.writeString(folder.resolve("report.html"), Mustache.compiler().compile(source).execute(page));
		}
		return table.toString();
	}

	private static String text(double value) {
		return (value >= 100) ? "%,.0f".formatted(value) : "%.2f".formatted(value);
	}

	/**
	 * One line of the table.
	 *
	 * @param target in words
	 */
	private record Row(String name, double ratio, String target, boolean met) {
	}

}
