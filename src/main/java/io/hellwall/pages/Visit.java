package io.hellwall.pages;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.browser.SignInCookies.SignedIn;
import io.hellwall.device.Device;
import io.hellwall.token.SessionId;

/** Who opens a page. */
sealed interface Visit {

	/** Somebody who has signed in. */
	record Holder(AccountId account, EmailAddress email, SessionId session, Device device) implements Visit {
	}

	/** Somebody who has signed in, in a network where a passcode has to prove it. */
	record Elsewhere(SignedIn in, Device device) implements Visit {
	}

	/** Somebody else. */
	record Stranger() implements Visit {
	}

}
