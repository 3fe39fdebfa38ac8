package io.hellwall.login;

import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.device.Device;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.Redemption;
import io.hellwall.passcode.RequestResult;
import io.hellwall.token.IssuedToken;
import io.hellwall.session.Sessions;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.token.BaseToken;

import org.springframework.stereotype.Service;

/**
 * Lets a session go on in another network, after a passcode that was mailed to its
 * holder. The token takes the place of the password.
 */
@Service
public class StepUps {

	private final Accounts accounts;

	private final Passcodes passcodes;

	private final Sessions sessions;

	private final Audit audit;

	StepUps(Accounts accounts, Passcodes passcodes, Sessions sessions, Audit audit) {
		this.accounts = accounts;
		this.passcodes = passcodes;
		this.sessions = sessions;
		this.audit = audit;
	}

	/** Mails a passcode to the holder of the token, for the device where it is used. */
	public RequestResult mailPasscode(BaseToken token, Device device) {
		return this.sessions.mayMove(token, device)
			.flatMap(this.accounts::find)
			.filter(Account::active)
			.map((account) -> this.passcodes.request(account, device))
			.orElseGet(RequestResult.Denied::new);
	}

	/**
	 * Exchanges the token and a passcode for the next token of the same session, which is
	 * bound to the network of the device.
	 * <p>
	 * Not transactional: passcodes and sessions live in different databases. The passcode
	 * is spent first, so a crash in between costs a passcode and grants nothing.
	 * @return empty if the session may not go on there
	 */
	public Optional<IssuedToken> moveSession(BaseToken token, Passcode passcode, Device device) {
		return this.sessions.mayMove(token, device).flatMap((account) -> {
			Redemption redemption = this.passcodes.redeem(account, passcode, device);
			if (redemption != Redemption.REDEEMED) {
				this.audit
					.append(Entry.of(Event.STEP_UP_DENIED).account(account.value()).device(device).reason(redemption));
				return Optional.empty();
			}
			return move(token, account, device);
		});
	}

	private Optional<IssuedToken> move(BaseToken token, AccountId account, Device device) {
		if (this.sessions.move(token, device) instanceof Renewed renewed) {
			this.passcodes.loggedIn(account, device);
			return Optional.of(renewed.successor());
		}
		return Optional.empty();
	}

}
