package io.hellwall.session;

import java.time.Instant;

import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.binding.Binding;
import io.hellwall.binding.BindingReport;
import io.hellwall.device.Device;
import io.hellwall.metrics.CountTable;
import io.hellwall.metrics.Edge;
import io.hellwall.metrics.Meters;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.StepUpRequired;
import io.hellwall.session.Verdict.Unauthorized;
import io.hellwall.token.FoundToken;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Records what was decided about a token. */
@Component
class VerdictLog {

	private final Audit audit;

	private final Suspicions suspicions;

	private final BindingReport report;

	private final Sightings sightings;

	private final CountTable<Decision, Edge> decisions;

	VerdictLog(Audit audit, Suspicions suspicions, BindingReport report, Sightings sightings, Meters meters) {
		this.audit = audit;
		this.suspicions = suspicions;
		this.report = report;
		this.sightings = sightings;
		this.decisions = meters.counts("hellwall.verifications", "Decisions about tokens", Decision.class, Edge.class);
	}

	/**
	 * Records a verdict.
	 * @param found the token; null if there is none
	 * @param edge where it was asked for
	 */
	void append(Verdict verdict, @Nullable FoundToken found, Device device, Edge edge, Instant now) {
		Decision decision = switch (verdict) {
			case Authorized authorized -> Decision.AUTHORIZED;
			case Renewed renewed -> Decision.RENEWED;
			case StepUpRequired required -> Decision.STEP_UP_REQUIRED;
			case Unauthorized unauthorized -> Decision.refused(reason(found, now));
		};
		if (found != null && decision.granted()) {
			saw(found, now);
			if (found.place() == FoundToken.Place.ROAMING) {
				this.report.sighted(found.state().session().value(), Binding.parse(found.state().binding()),
						device.address(), now);
			}
		}
		DenialReason reason = decision.reason();
		if (found != null && reason != null && reason.suspicious()) {
			this.suspicions.add(found.state(), reason, device, now);
		}
		append(decision, found, device, edge);
	}

	/**
	 * Logs what somebody learned who only looked at a token. Nothing is stored, neither a
	 * use of the session nor a suspicion.
	 * @param found the token; null if there is none
	 */
	void append(Inspection inspection, @Nullable FoundToken found, Device device, Edge edge, Instant now) {
		append(switch (inspection) {
			case Inspection.Good good -> Decision.AUTHORIZED;
			case Inspection.Expired expired -> Decision.EXPIRED;
			case Inspection.StepUpRequired required -> Decision.STEP_UP_REQUIRED;
			case Inspection.Unauthorized unauthorized -> Decision.refused(reason(found, now));
		}, found, device, edge);
	}

	private void append(Decision decision, @Nullable FoundToken found, Device device, Edge edge) {
		this.decisions.add(decision, edge);
		if (this.audit.records(decision.event())) {
			Entry entry = Entry.of(decision.event()).device(device).reason(decision.reason());
			this.audit.append((found != null)
					? entry.account(found.state().account().value()).session(found.state().session().value()) : entry);
		}
	}

	/** Notes that the session of a good token is used, and writes no line. */
	void used(FoundToken found, Edge edge, Instant now) {
		saw(found, now);
		this.decisions.add(Decision.AUTHORIZED, edge);
	}

	private void saw(FoundToken found, Instant now) {
		this.sightings.saw(found.state().session(), found.state().lastSeenAt(), now);
	}

	private static DenialReason reason(@Nullable FoundToken found, Instant now) {
		if (found == null) {
			return DenialReason.UNKNOWN_TOKEN;
		}
		if (found.sessionOver(now)) {
			return DenialReason.SESSION_OVER;
		}
		return switch (found.place()) {
			case BOUND, ROAMING, STEP_UP -> DenialReason.SESSION_OVER;
			case OTHER_NETWORK -> DenialReason.WRONG_NETWORK;
			case OTHER_DEVICE -> DenialReason.WRONG_DEVICE;
		};
	}

	void ignoredLogout(Device device) {
		this.audit.append(Entry.of(Event.LOGOUT_IGNORED).device(device));
	}

}
