package io.hellwall.passcode;

import java.time.Instant;

import io.hellwall.account.Account;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin;

/** Mails a passcode to somebody whose password was right, if the account may have one. */
@FunctionalInterface
public interface PasscodeMailing {

	RequestResult mail(Account account, Device device, GuessOrigin origin, Instant now);

}
