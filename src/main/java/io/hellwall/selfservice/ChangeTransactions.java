package io.hellwall.selfservice;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;

import io.hellwall.account.Account;
import io.hellwall.account.AccountChanges;
import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.mail.NoticeKind;
import io.hellwall.mail.Notices;
import io.hellwall.mail.Recipient;
import io.hellwall.session.AccountSessions;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes an account, ends its sessions, records it and tells the address that it had
 * before, all or nothing.
 */
@Component
class ChangeTransactions {

	private final AccountChanges accounts;

	private final AccountSessions sessions;

	private final Notices notices;

	private final Audit audit;

	private final InstantSource time;

	ChangeTransactions(AccountChanges accounts, AccountSessions sessions, Notices notices, Audit audit,
			InstantSource time) {
		this.accounts = accounts;
		this.sessions = sessions;
		this.notices = notices;
		this.audit = audit;
		this.time = time;
	}

	/**
	 * Makes a change.
	 * @param account as it was when its holder was checked
	 * @param statement the one that decides; it comes first, as SQLite needs it
	 * @return false if nothing was changed, because another change was faster
	 */
	@Transactional
	public boolean make(Change change, Account account, Device device, BooleanSupplier statement) {
		if (!statement.getAsBoolean()) {
			return false;
		}
		this.sessions.endAll(account.id(), Actor.HOLDER);
		this.notices.add(Recipient.of(account), change.notice(), device, this.time.instant());
		Event event = change.event();
		if (event != null) {
			this.audit.append(Entry.of(event).account(account.id().value()).device(device).by(Actor.HOLDER));
		}
		return true;
	}

	/**
	 * Deletes an account with its sessions and notices. Only the notice of that is left,
	 * until it is mailed.
	 * @param account as it was when its holder was checked
	 * @return false if it was changed since
	 */
	@Transactional
	public boolean delete(Account account, Device device) {
		if (!this.accounts.delete(account, Actor.HOLDER, device)) {
			return false;
		}
		this.sessions.erase(account.id(), Actor.HOLDER);
		this.notices.erase(account.id());
		this.notices.add(Recipient.of(account), NoticeKind.ACCOUNT_DELETED, device, this.time.instant());
		return true;
	}

}
