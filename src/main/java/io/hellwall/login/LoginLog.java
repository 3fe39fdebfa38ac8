package io.hellwall.login;

import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.guess.PasswordCheck;
import io.hellwall.metrics.CountTable;
import io.hellwall.metrics.Counts;
import io.hellwall.metrics.Edge;
import io.hellwall.metrics.Labels;
import io.hellwall.metrics.Meters;
import io.micrometer.core.instrument.Tags;

import org.springframework.stereotype.Component;

/** Records and counts how logins end. */
@Component
class LoginLog {

	private static final String NAME = "hellwall.logins";

	private static final String DESCRIPTION = "Logins with a password and a passcode";

	private static final String DEVICE = "device";

	private final Audit audit;

	private final CountTable<LoginOutcome, Edge> known;

	private final CountTable<LoginOutcome, Edge> unknown;

	private final Counts<Edge> busy;

	LoginLog(Audit audit, Meters meters) {
		this.audit = audit;
		this.known = meters.counts(NAME, DESCRIPTION, Tags.of(DEVICE, "known"), LoginOutcome.class, Edge.class);
		this.unknown = meters.counts(NAME, DESCRIPTION, Tags.of(DEVICE, "new"), LoginOutcome.class, Edge.class);
		this.busy = meters.counts(NAME, DESCRIPTION,
				Tags.of(DEVICE, Labels.NONE, "outcome", "busy", "reason", Labels.NONE), Edge.class);
	}

	/** The session is open. Whoever opened it has recorded that already. */
	void granted(PasswordCheck check, Edge edge) {
		count(LoginOutcome.GRANTED, check, edge);
	}

	void denied(LoginOutcome reason, PasswordCheck check, Device device, Edge edge) {
		count(reason, check, edge);
		this.audit.append(Entry.of(Event.LOGIN_DENIED)
			.account(check.named())
			.device(device)
			.known(check.attempt().origin().known())
			.reason(reason));
	}

	/** Nothing was decided: too many passwords wait. */
	void busy(Edge edge) {
		this.busy.add(edge);
	}

	private void count(LoginOutcome outcome, PasswordCheck check, Edge edge) {
		(check.attempt().origin().known() ? this.known : this.unknown).add(outcome, edge);
	}

}
