package io.hellwall.selfservice;

import java.util.List;

import io.hellwall.account.Account;
import io.hellwall.audit.AuditRecord;
import io.hellwall.guess.SeenPlace;
import io.hellwall.session.OpenSession;

/**
 * What is stored about the holder of an account.
 *
 * @param sessions the live sessions, newest first
 * @param places devices and networks that the account logged in from lately
 * @param events what the audit has of the account, the newest first; not all if there are
 * very many
 */
public record PersonalData(Account account, List<OpenSession> sessions, List<SeenPlace> places,
		List<AuditRecord> events) {
}
