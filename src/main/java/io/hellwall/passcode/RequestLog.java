package io.hellwall.passcode;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.PasswordCheck;
import io.hellwall.metrics.Counts;
import io.hellwall.metrics.Labels;
import io.hellwall.metrics.Meters;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooManyMails;
import io.hellwall.passcode.RequestResult.TooSoon;
import io.micrometer.core.instrument.Tags;

import org.springframework.stereotype.Component;

/** Records and counts what became of requests for passcodes. */
@Component
class RequestLog {

	private final Audit audit;

	private final Counts<Outcome> requests;

	RequestLog(Audit audit, Meters meters) {
		this.audit = audit;
		this.requests = meters.counts("hellwall.passcodes.requested", "Requests for passcodes", Outcome.class);
	}

	/** Counts what became of a request, whatever its sender is told. */
	RequestResult counted(RequestResult result) {
		this.requests.add(switch (result) {
			case Sent sent -> Outcome.SENT;
			case Denied denied -> Outcome.DENIED;
			case TooSoon soon -> Outcome.TOO_SOON;
			case TooManyMails many -> Outcome.TOO_MANY_MAILS;
			case MailUnavailable unavailable -> Outcome.MAIL_UNAVAILABLE;
			case Busy busy -> Outcome.BUSY;
		});
		return result;
	}

	void denied(PasswordCheck check, Device device) {
		this.audit.append(Entry.of(Event.PASSCODE_DENIED)
			.account(check.named())
			.device(device)
			.known(check.attempt().origin().known())
			.reason(check.failure()));
	}

	void mailed(RequestResult result, Account account, Device device, GuessOrigin origin) {
		this.audit.append(Entry.of(event(result))
			.account(account.id().value())
			.device(device)
			.known(origin.known())
			.reason((result instanceof Denied) ? Reason.CHANGED_MEANWHILE : null));
	}

	private static Event event(RequestResult result) {
		return switch (result) {
			case Sent sent -> Event.PASSCODE_SENT;
			case Denied denied -> Event.PASSCODE_DENIED;
			case TooSoon soon -> Event.PASSCODE_TOO_SOON;
			case TooManyMails many -> Event.PASSCODE_TOO_SOON;
			case MailUnavailable unavailable -> Event.PASSCODE_UNDELIVERED;
			case Busy busy -> throw new IllegalStateException("the password was checked already");
		};
	}

	void forgotten(AccountId account, Actor by) {
		this.audit.append(Entry.of(Event.GUESSES_FORGOTTEN).account(account.value()).by(by));
	}

	/** For the audit log. */
	private enum Reason {

		/** The account was disabled, deleted or got another address. */
		CHANGED_MEANWHILE

	}

	/** For the operator. */
	private enum Outcome implements Labels {

		SENT, DENIED, TOO_SOON, TOO_MANY_MAILS, MAIL_UNAVAILABLE, BUSY;

		@Override
		public Tags tags() {
			return Labels.of("outcome", this);
		}

	}

}
