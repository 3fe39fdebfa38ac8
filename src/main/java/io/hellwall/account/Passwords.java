package io.hellwall.account;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.hellwall.crypto.Hmac;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Purpose;
import io.hellwall.password.HashedPassword;
import io.hellwall.password.Password;
import io.hellwall.password.PasswordFault;
import io.hellwall.password.PasswordHashes;
import io.hellwall.password.PasswordRules;

import org.springframework.stereotype.Service;

/** Judges new passwords, hashes them and gives them to accounts. */
@Service
public class Passwords {

	private final PasswordRules rules;

	private final PasswordHashes hashes;

	private final AccountRepository accounts;

	private final Hmac fingerprints;

	Passwords(PasswordRules rules, PasswordHashes hashes, AccountRepository accounts, KeyRing keys) {
		this.rules = rules;
		this.hashes = hashes;
		this.accounts = accounts;
		this.fingerprints = keys.active().hmac(Purpose.FINGERPRINT);
	}

	/** Why it may not be a new password of this address; empty if it may. */
	public Optional<PasswordFault> fault(Password password, EmailAddress email) {
		return this.rules.fault(password, List.of(email.value(), email.localPart()));
	}

	/** Only for work that runs in {@link Accounts#withHashingSlot}. */
	public HashedPassword hash(Password password) {
		return new HashedPassword(this.hashes.hash(password));
	}

	/**
	 * Gives an active account another password, which ends its sessions. Of two changes
	 * at once, one is done.
	 * @param account as it was when its holder was checked
	 * @return false if it was changed since, or is disabled or gone
	 */
	public boolean change(Account account, HashedPassword password) {
		return this.accounts.changePassword(account.id(), account.version(), password.value(),
				fingerprint(password)) > 0;
	}

	/** Made of the first hash of a password, and kept when the same is hashed again. */
	byte[] fingerprint(HashedPassword password) {
		return this.fingerprints.of(password.value().getBytes(StandardCharsets.US_ASCII));
	}

}
