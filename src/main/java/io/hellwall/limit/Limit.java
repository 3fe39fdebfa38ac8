package io.hellwall.limit;

import io.hellwall.metrics.Labels;
import io.micrometer.core.instrument.Tags;

/** The limits of networks, named as their settings are. */
enum Limit implements Labels {

	REQUESTS, SITE_REQUESTS, MAILS, MAILS_IN_ALL, OPEN_MAILS, SITE_OPEN_MAILS, OPEN_MAILS_IN_ALL, CONNECTIONS,
	CONNECTIONS_AT_ONCE;

	@Override
	public Tags tags() {
		return Labels.of("limit", this);
	}

}
