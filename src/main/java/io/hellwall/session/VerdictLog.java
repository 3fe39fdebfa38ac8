package io.hellwall.session;

import java.time.Instant;

import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.binding.Binding;
import io.hellwall.binding.BindingReport;
import io.hellwall.device.Device;
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

	VerdictLog(Audit audit, Suspicions suspicions, BindingReport report, Sightings sightings) {
		this.audit = audit;
		this.suspicions = suspicions;
		this.report = report;
		this.sightings = sightings;
	}

	/**
	 * Records a verdict.
	 * @param found the token; null if there is none
	 */
	void append(Verdict verdict, @Nullable FoundToken found, Device device, Instant now) {
		Event event = switch (verdict) {
			case Authorized authorized -> Event.AUTHORIZED;
			case Renewed renewed -> Event.RENEWED;
			case StepUpRequired required -> Event.STEP_UP_REQUIRED;
			case Unauthorized unauthorized -> Event.UNAUTHORIZED;
		};
		if (found != null && (event == Event.AUTHORIZED || event == Event.RENEWED)) {
			used(found, now);
			if (found.place() == FoundToken.Place.ROAMING) {
				this.report.sighted(found.state().session().value(), Binding.parse(found.state().binding()),
						device.address(), now);
			}
		}
		DenialReason reason = (event == Event.UNAUTHORIZED) ? reason(found, now) : null;
		if (found != null && reason != null && reason.suspicious()) {
			this.suspicions.add(found.state(), reason, device, now);
		}
		append(event, reason, found, device);
	}

	/**
	 * Logs what somebody learned who only looked at a token. Nothing is stored, neither a
	 * use of the session nor a suspicion.
	 * @param found the token; null if there is none
	 */
	void append(Inspection inspection, @Nullable FoundToken found, Device device, Instant now) {
		switch (inspection) {
			case Inspection.Good good -> append(Event.AUTHORIZED, null, found, device);
			case Inspection.Expired expired -> append(Event.UNAUTHORIZED, DenialReason.EXPIRED, found, device);
			case Inspection.StepUpRequired required -> append(Event.STEP_UP_REQUIRED, null, found, device);
			case Inspection.Unauthorized unauthorized -> append(Event.UNAUTHORIZED, reason(found, now), found, device);
		}
	}

	private void append(Event event, @Nullable DenialReason reason, @Nullable FoundToken found, Device device) {
		if (this.audit.records(event)) {
			Entry entry = Entry.of(event).device(device).reason(reason);
			this.audit.append((found != null)
					? entry.account(found.state().account().value()).session(found.state().session().value()) : entry);
		}
	}

	/** Notes that the session of a good token is used. */
	void used(FoundToken found, Instant now) {
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
