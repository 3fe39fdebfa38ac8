package io.hellwall.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes changed accounts, and records what changed in the same transaction. Triggers of
 * the database end the sessions of an account that is disabled, enabled, or gets another
 * address.
 */
@Service
public class AccountChanges {

	private final AccountRepository accounts;

	private final Audit audit;

	AccountChanges(AccountRepository accounts, Audit audit) {
		this.accounts = accounts;
		this.audit = audit;
	}

	/**
	 * Writes the address, phone number, status, binding mode and language of an account.
	 * Joins the caller's transaction. One statement decides between two callers.
	 * @param known the account as it was read
	 * @param wanted the same account, changed
	 * @return false if it was written since, or if another account has the address
	 * @throws DataIntegrityViolationException on PostgreSQL, if another account got the
	 * address at the same time; the transaction has to end
	 */
	@Transactional
	public boolean write(Account known, Account wanted, Actor by) {
		return write(known, wanted, by, null);
	}

	/**
	 * The same for a request from a device.
	 * @param device null if it does not come from one
	 */
	@Transactional
	public boolean write(Account known, Account wanted, Actor by, @Nullable Device device) {
		String phone = (wanted.phone() != null) ? wanted.phone().value() : null;
		String binding = (wanted.binding() != null) ? wanted.binding().toString() : null;
		String language = (wanted.language() != null) ? wanted.language().tag() : null;
		boolean written = this.accounts.change(known.id(), known.version(), wanted.email().value(),
				wanted.email().key(), phone, wanted.status(), binding, language) > 0;
		if (written) {
			events(known, wanted).forEach(
					(event) -> this.audit.append(Entry.of(event).account(known.id().value()).device(device).by(by)));
		}
		return written;
	}

	/**
	 * Deletes an account alone. Joins the caller's transaction, which has to erase what
	 * belongs to it.
	 * @return false if there is no such account
	 */
	@Transactional
	public boolean delete(AccountId id, Actor by) {
		boolean deleted = this.accounts.delete(id) > 0;
		if (deleted) {
			this.audit.append(Entry.of(Event.ACCOUNT_DELETED).account(id.value()).by(by));
		}
		return deleted;
	}

	/**
	 * The same for its holder, on a device.
	 * @param known the account as it was when its holder was checked
	 * @return false if it was written since
	 */
	@Transactional
	public boolean delete(Account known, Actor by, Device device) {
		boolean deleted = this.accounts.delete(known.id(), known.version()) > 0;
		if (deleted) {
			this.audit.append(Entry.of(Event.ACCOUNT_DELETED).account(known.id().value()).device(device).by(by));
		}
		return deleted;
	}

	private static List<Event> events(Account known, Account wanted) {
		List<Event> events = new ArrayList<>();
		if (!wanted.email().equals(known.email())) {
			events.add(Event.EMAIL_CHANGED);
		}
		if (!Objects.equals(wanted.phone(), known.phone())) {
			events.add(Event.PHONE_CHANGED);
		}
		if (wanted.binding() != known.binding()) {
			events.add(Event.BINDING_CHANGED);
		}
		if (wanted.language() != known.language()) {
			events.add(Event.LANGUAGE_CHANGED);
		}
		if (wanted.active() != known.active()) {
			events.add(wanted.active() ? Event.ACCOUNT_ENABLED : Event.ACCOUNT_DISABLED);
		}
		return events;
	}

}
