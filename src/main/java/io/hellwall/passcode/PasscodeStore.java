package io.hellwall.passcode;

import java.time.Duration;
import java.time.Instant;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps passcodes and the pace of mails in one transaction. */
@Component
class PasscodeStore {

	private final PasscodeRepository passcodes;

	private final MailPaceRepository paces;

	PasscodeStore(PasscodeRepository passcodes, MailPaceRepository paces) {
		this.passcodes = passcodes;
		this.paces = paces;
	}

	/** Replaces the passcode of that key, unless the account was mailed too recently. */
	@Transactional("passcodesTransactionManager")
	public boolean replace(IssuedPasscode.Key key, byte[] hmac, Instant now, PasscodeProperties properties) {
		if (this.paces.advance(key.accountId(), now.minus(properties.resendInterval()).toEpochMilli(),
				now.toEpochMilli()) == 0) {
			return false;
		}
		this.passcodes.replace(key.accountId(), key.mac(), key.network(), hmac, now.toEpochMilli(),
				now.plus(properties.ttl()).toEpochMilli());
		return true;
	}

	/** As if it had never been made: the next request need not wait. */
	@Transactional("passcodesTransactionManager")
	public void withdraw(IssuedPasscode.Key key, byte[] hmac, Instant issuedAt) {
		this.passcodes.withdraw(key, hmac);
		this.paces.takeBack(key.accountId(), issuedAt);
	}

	/** How long the account has to wait for its next mail, at least a second. */
	Duration wait(IssuedPasscode.Key key, Instant now, Duration interval) {
		return this.paces.findById(key.accountId())
			.map((pace) -> Duration.between(now, pace.mailedAt().plus(interval)))
			.filter((wait) -> wait.compareTo(Duration.ofSeconds(1)) > 0)
			.orElse(Duration.ofSeconds(1));
	}

}
