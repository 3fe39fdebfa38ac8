package io.hellwall.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/** One thing that was measured several times. */
final class Samples {

	private double[] values;

	private int count;

	Samples(int size) {
		this.values = new double[size];
	}

	void add(double value) {
		if (this.count == this.values.length) {
			this.values = Arrays.copyOf(this.values, 2 * this.count + 1);
		}
		this.values[this.count++] = value;
	}

	int size() {
		return this.count;
	}

	double median() {
		double[] sorted = Arrays.copyOf(this.values, this.count);
		Arrays.sort(sorted);
		return (sorted[(this.count - 1) / 2] + sorted[this.count / 2]) / 2;
	}

	/**
	 * The median of the ratios of samples that were taken one after the other. What slows
	 * the machine for a while slows both of a pair, and spoils few of the pairs.
	 */
	double ratioTo(Samples other) {
		Samples ratios = new Samples(this.count);
		IntStream.range(0, Math.min(this.count, other.count))
			.forEach((i) -> ratios.add(this.values[i] / other.values[i]));
		return ratios.median();
	}

	/**
	 * How well a single sample tells the two apart: the area under the ROC curve, which
	 * is the probability that one of these is longer than one of those, or the reverse,
	 * whichever is larger.
	 * @return 0.5 for not at all, 1 for always
	 */
	double toldFrom(Samples other) {
		double longer = 0;
		for (int i = 0; i < this.count; i++) {
			for (int j = 0; j < other.count; j++) {
				int order = Double.compare(this.values[i], other.values[j]);
				longer += (order > 0) ? 1 : (order == 0) ? 0.5 : 0;
			}
		}
		double area = longer / ((double) this.count * other.count);
		return Math.max(area, 1 - area);
	}

}
