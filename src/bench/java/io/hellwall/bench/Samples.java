package io.hellwall.bench;

import java.util.Arrays;

/** How long something took, several times; to be told from something else, or not. */
final class Samples {

	private final double[] values;

	private int count;

	Samples(int size) {
		this.values = new double[size];
	}

	void add(double value) {
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
