package io.hellwall.metrics;

import java.time.Duration;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * All that one service counts and measures. Whoever counts makes its counters here, once,
 * at the start.
 * <p>
 * The registry is no bean of its own: Spring Boot would find it and measure every request
 * and every call of a repository, with labels that are not ours.
 */
public final class Meters {

	private final MeterRegistry registry;

	/** Begins at zero. */
	public Meters() {
		this(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
	}

	private Meters(MeterRegistry registry) {
		this.registry = registry;
	}

	/** Counts nothing: for a command, which nobody asks. */
	public static Meters none() {
		return new Meters(new CompositeMeterRegistry());
	}

	/** A counter for each constant of the enum. */
	public <A extends Enum<A> & Labels> Counts<A> counts(String name, String description, Class<A> values) {
		return counts(name, description, Tags.empty(), values);
	}

	/** The same with more labels, whose values are fixed. */
	public <A extends Enum<A> & Labels> Counts<A> counts(String name, String description, Tags tags, Class<A> values) {
		return new Counts<>(this, name, description, tags, values);
	}

	/** A counter for each pair of constants. */
	public <A extends Enum<A> & Labels, B extends Enum<B> & Labels> CountTable<A, B> counts(String name,
			String description, Tags tags, Class<A> rows, Class<B> columns) {
		return new CountTable<>(this, name, description, tags, rows, columns);
	}

	/** The same without more labels. */
	public <A extends Enum<A> & Labels, B extends Enum<B> & Labels> CountTable<A, B> counts(String name,
			String description, Class<A> rows, Class<B> columns) {
		return counts(name, description, Tags.empty(), rows, columns);
	}

	public Counter counter(String name, String description, Tags tags) {
		return Counter.builder(name).description(description).tags(tags).register(this.registry);
	}

	/** Measures durations. The operator is told how many were shorter than each bound. */
	public Timer timer(String name, String description, Tags tags, Duration... bounds) {
		return Timer.builder(name)
			.description(description)
			.tags(tags)
			.serviceLevelObjectives(bounds)
			.register(this.registry);
	}

	/** The same for sizes. */
	public DistributionSummary sizes(String name, String description, Tags tags, double... bounds) {
		return DistributionSummary.builder(name)
			.description(description)
			.tags(tags)
			.serviceLevelObjectives(bounds)
			.register(this.registry);
	}

	/** Begins to measure a duration, which {@link Timer.Sample#stop} ends. */
	public Timer.Sample begin() {
		return Timer.start(this.registry);
	}

	/**
	 * A value that is looked up whenever somebody asks.
	 * @param value quick to find; if it throws, the value is told as not known
	 */
	public void gauge(String name, String description, Tags tags, Supplier<Number> value) {
		Gauge.builder(name, value).description(description).tags(tags).register(this.registry);
	}

	/** Everything, in the text format of Prometheus. */
	public String scrape() {
		return (this.registry instanceof PrometheusMeterRegistry prometheus) ? prometheus.scrape() : "";
	}

}
