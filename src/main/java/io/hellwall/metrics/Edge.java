package io.hellwall.metrics;

import io.micrometer.core.instrument.Tags;

/** Where a request came in. Each edge names itself: nothing in a request tells it. */
public enum Edge implements Labels {

	API, GATEWAY, PAGES, OAUTH, LEGACY;

	@Override
	public Tags tags() {
		return Labels.of("edge", this);
	}

}
