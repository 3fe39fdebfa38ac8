package io.hellwall.selfservice;

import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.password.PasswordFault;
import io.hellwall.token.IssuedToken;

/** The results of a registration: of asking for an account, and of confirming it. */
public sealed interface RegistrationResult {

	/** The result of asking for an account. */
	sealed interface Asking extends RegistrationResult {

	}

	/** The result of confirming it. */
	sealed interface Confirming extends RegistrationResult {

	}

	/** A mail is on its way, to whoever reads the mail of that address. */
	record Asked(Sent sent) implements Asking {
	}

	/** The account exists, and its holder is logged in. */
	record Confirmed(IssuedToken token) implements Confirming {
	}

	/** Only an administrator creates accounts here. */
	record Closed() implements Asking, Confirming {
	}

	/** Addresses of this domain do not register. */
	record DomainRefused() implements Asking {
	}

	/** The password is not accepted. */
	record PasswordRefused(PasswordFault fault) implements Asking {
	}

	/** Too many passwords wait to be hashed. Nothing was done. */
	record Busy() implements Asking {
	}

	/** The same for every reason. */
	record Denied() implements Confirming {
	}

}
