package io.hellwall.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.hellwall.TestService;

/**
 * What Prometheus reads from a service.
 *
 * @param values of each series, by its name and its labels as Prometheus writes them
 * @param types of each metric, by its name
 */
public record Scrape(Map<String, Double> values, Map<String, String> types) {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");

	private static final Pattern SERIES = Pattern.compile("((\\w+)(?:\\{(.*)})?) (\\S+)");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

	private static final Pattern PART = Pattern.compile("_(bucket|sum|count|max)$");

	/** Asks the management port. */
	public static Scrape of(TestService service) {
		try {
			HttpResponse<String> answer = HTTP.send(HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + service.managementPort() + "/actuator/prometheus"))
				.build(), BodyHandlers.ofString());
			if (answer.statusCode() != 200) {
				throw new IllegalStateException("status " + answer.statusCode());
			}
			return of(answer.body());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Asks the object, for tests without a service. */
	public static Scrape of(Meters meters) {
		return of(meters.scrape());
	}

	static Scrape of(String text) {
		Map<String, Double> values = new LinkedHashMap<>();
		Map<String, String> types = new TreeMap<>();
		for (String line : text.lines().toList()) {
			Matcher type = TYPE.matcher(line);
			Matcher series = SERIES.matcher(line);
			if (type.matches()) {
				types.put(type.group(1), type.group(2));
			}
			else if (!line.startsWith("#")) {
				if (!series.matches()) {
					throw new IllegalStateException("no series: " + line);
				}
				values.put(series.group(1), Double.parseDouble(series.group(4).replace("Inf", "Infinity")));
			}
		}
		return new Scrape(values, types);
	}

	/**
	 * The value of a series.
	 * @param series such as <code>name{label="value"}</code>, labels in alphabetical
	 * order
	 */
	public double value(String series) {
		Double value = this.values.get(series);
		if (value == null) {
			throw new IllegalArgumentException("no series " + series);
		}
		return value;
	}

	/** The metrics, without the parts that a duration or a size consists of. */
	Set<String> metrics() {
		return this.values.keySet()
			.stream()
			.map((series) -> metric(series.replaceFirst("\\{.*", "")))
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/** Each label of a metric but the bounds, with all its values. */
	Map<String, Set<String>> labels(String metric) {
		Map<String, Set<String>> labels = new TreeMap<>();
		for (String series : this.values.keySet()) {
			Matcher parts = SERIES.matcher(series + " 0");
			if (parts.matches() && metric(parts.group(2)).equals(metric) && parts.group(3) != null) {
				Matcher label = LABEL.matcher(parts.group(3));
				while (label.find()) {
					if (!label.group(1).equals("le")) {
						labels.computeIfAbsent(label.group(1), (name) -> new LinkedHashSet<>()).add(label.group(2));
					}
				}
			}
		}
		return labels;
	}

	private String metric(String name) {
		String whole = PART.matcher(name).replaceFirst("");
		return this.types.getOrDefault(whole, "").matches("histogram|summary") ? whole : name;
	}

}
