package io.hellwall.selfservice;

import java.util.List;

import io.hellwall.account.Account;
import io.hellwall.audit.AuditFilter;
import io.hellwall.audit.AuditTrail;
import io.hellwall.guess.Guesses;
import io.hellwall.selfservice.ExportResult.Busy;
import io.hellwall.selfservice.ExportResult.Denied;
import io.hellwall.selfservice.ExportResult.Exported;
import io.hellwall.session.AccountSessions;

import org.springframework.stereotype.Service;

/** Hands out to holders what is stored about them. */
@Service
public class AccountExports {

	/** The newest of one account, so that no answer grows without end. */
	private static final int EVENTS = 1000;

	private final HolderCheck holders;

	private final ChangeTransactions changes;

	private final AccountSessions sessions;

	private final Guesses guesses;

	private final AuditTrail events;

	AccountExports(HolderCheck holders, ChangeTransactions changes, AccountSessions sessions, Guesses guesses,
			AuditTrail events) {
		this.holders = holders;
		this.changes = changes;
		this.sessions = sessions;
		this.guesses = guesses;
		this.events = events;
	}

	/**
	 * Collects the data, and ends all sessions. So a holder whose account somebody else
	 * reads notices it.
	 */
	public ExportResult export(Credentials by) {
		return this.holders.<ExportResult>check(by, (account) -> {
			PersonalData data = data(account);
			this.changes.make(Change.EXPORT, account, by.device(), () -> true);
			this.holders.done(account, by.device());
			return new Exported(data);
		}, Denied::new).orElseGet(Busy::new);
	}

	private PersonalData data(Account account) {
		AuditFilter own = new AuditFilter(account.id().value(), List.of(), null, null, null);
		return new PersonalData(account, this.sessions.list(account.id()), this.guesses.places(account.id()),
				this.events.page(own, null, EVENTS).events());
	}

}
