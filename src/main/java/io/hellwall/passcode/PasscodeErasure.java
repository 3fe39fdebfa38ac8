package io.hellwall.passcode;

import io.hellwall.account.AccountId;
import io.hellwall.guess.Guesses;
import io.hellwall.guess.TransactionalOnPasscodes;

import org.springframework.stereotype.Service;

/** Takes back what the passcodes store holds of an account. */
@Service
public class PasscodeErasure {

	private final PasscodeRepository passcodes;

	private final MailPaceRepository paces;

	private final PasscodeFailuresRepository failures;

	private final Guesses guesses;

	PasscodeErasure(PasscodeRepository passcodes, MailPaceRepository paces, PasscodeFailuresRepository failures,
			Guesses guesses) {
		this.passcodes = passcodes;
		this.paces = paces;
		this.failures = failures;
		this.guesses = guesses;
	}

	/** Makes worthless every passcode that was mailed to the account. */
	public void withdrawPasscodes(AccountId account) {
		this.passcodes.deleteAll(account);
	}

	/** Erases all that is kept of an account: passcodes, counts and known places. */
	@TransactionalOnPasscodes
	public void erase(AccountId account) {
		this.passcodes.deleteAll(account);
		this.paces.deleteAll(account);
		this.failures.delete(account);
		this.guesses.erase(account);
	}

}
