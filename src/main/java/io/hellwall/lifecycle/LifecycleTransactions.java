package io.hellwall.lifecycle;

import java.time.InstantSource;

import io.hellwall.account.Account;
import io.hellwall.account.AccountChanges;
import io.hellwall.account.AccountId;
import io.hellwall.audit.Actor;
import io.hellwall.mail.NoticeKind;
import io.hellwall.mail.Notices;
import io.hellwall.mail.Recipient;
import io.hellwall.session.AccountSessions;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The steps on the creds store that must happen completely or not at all. */
@Component
class LifecycleTransactions {

	private final AccountChanges accounts;

	private final AccountSessions sessions;

	private final Notices notices;

	private final InstantSource time;

	LifecycleTransactions(AccountChanges accounts, AccountSessions sessions, Notices notices, InstantSource time) {
		this.accounts = accounts;
		this.sessions = sessions;
		this.notices = notices;
		this.time = time;
	}

	/**
	 * Writes a changed account. If the address is another one, the address before is
	 * told: else whoever talks an administrator into that would go unnoticed.
	 * @return false if somebody else was faster
	 */
	@Transactional
	public boolean change(Account known, Account wanted, Actor by) {
		boolean written = this.accounts.write(known, wanted, by);
		if (written && !known.email().equals(wanted.email())) {
			this.notices.add(Recipient.of(known), NoticeKind.EMAIL_CHANGED, null, this.time.instant());
		}
		return written;
	}

	/**
	 * Erases an account and what belongs to it. The account goes first: a session that
	 * opens meanwhile waits for that, and then has ended before it begins.
	 * @return false if there is no such account
	 */
	@Transactional
	public boolean erase(AccountId id, Actor by) {
		boolean deleted = this.accounts.delete(id, by);
		if (deleted) {
			this.sessions.erase(id, by);
			this.notices.erase(id);
		}
		return deleted;
	}

}
