package io.hellwall.mail;

import java.time.Instant;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.device.Language;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Tells account holders what they did not ask for but have to know. A notice is stored
 * together with what it tells of, and mailed within seconds, so that a crash between the
 * two loses none. It never holds a secret.
 */
@Service
public class Notices {

	private final NoticeRepository notices;

	Notices(NoticeRepository notices) {
		this.notices = notices;
	}

	/**
	 * Joins the caller's transaction on the creds store, if there is one, and only
	 * writes. The holder is told of most kinds once a day (UTC); whatever else happens
	 * that day is ignored here. Changes of the account are told each time.
	 * @param device where it happened; null if it did not happen on one device
	 * @param at when it happened
	 */
	public void add(AccountId account, NoticeKind kind, @Nullable Device device, Instant at) {
		add(account, null, null, kind, device, at);
	}

	/**
	 * The same at an address that the account has now, whatever becomes of it and the
	 * account before the mail goes out. So whoever takes an account over cannot keep the
	 * mail from its holder. The address is forgotten when the mail is out.
	 */
	public void add(Recipient to, NoticeKind kind, @Nullable Device device, Instant at) {
		add(to.id(), to.email(), to.language(), kind, device, at);
	}

	private void add(AccountId account, @Nullable EmailAddress email, @Nullable Language language, NoticeKind kind,
			@Nullable Device device, Instant at) {
		this.notices.add(Notice.Key.of(account, kind, at), (email != null) ? email.value() : null,
				(language != null) ? language.tag() : null, (device != null) ? device.mac().value() : null,
				(device != null) ? device.network().toString() : null, at.toEpochMilli());
	}

	/**
	 * Erases what an account was told and is to be told, but what is on its way to a
	 * fixed address. Joins the caller's transaction.
	 */
	public void erase(AccountId account) {
		this.notices.deleteAll(account);
	}

}
