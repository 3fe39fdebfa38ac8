package io.hellwall.selfservice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Passwords;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
import io.hellwall.passcode.AfterAnswer;
import io.hellwall.password.HashedPassword;
import io.hellwall.password.Password;
import io.hellwall.password.PasswordFault;
import io.hellwall.selfservice.RegistrationResult.Asked;
import io.hellwall.selfservice.RegistrationResult.Asking;
import io.hellwall.selfservice.RegistrationResult.Busy;
import io.hellwall.selfservice.RegistrationResult.Closed;
import io.hellwall.selfservice.RegistrationResult.DomainRefused;
import io.hellwall.selfservice.RegistrationResult.PasswordRefused;
import io.hellwall.selfservice.RegistrationProperties.Mode;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Lets people ask for an account. {@link NewAccounts} creates it when they confirm it.
 */
@Service
public class Registrations {

	private final RegistrationProperties properties;

	private final Accounts accounts;

	private final Passwords passwords;

	private final AfterAnswer afterAnswer;

	private final RegistrationMails mails;

	private final InstantSource time;

	Registrations(RegistrationProperties properties, Accounts accounts, Passwords passwords, AfterAnswer afterAnswer,
			RegistrationMails mails, InstantSource time) {
		this.properties = properties;
		this.accounts = accounts;
		this.passwords = passwords;
		this.afterAnswer = afterAnswer;
		this.mails = mails;
		this.time = time;
	}

	/**
	 * Hashes the password and mails a passcode to the address. Whether the address has an
	 * account already is told by mail only: the answer comes before anybody looks.
	 */
	public Asking ask(EmailAddress email, Password password, @Nullable PhoneNumber phone, Device device) {
		if (this.properties.mode() == Mode.OFF) {
			return new Closed();
		}
		if (!this.properties.admits(email)) {
			return new DomainRefused();
		}
		return this.accounts.<Asking>withHashingSlot(false, () -> {
			Optional<PasswordFault> fault = this.passwords.fault(password, email);
			if (fault.isPresent()) {
				return new PasswordRefused(fault.get());
			}
			HashedPassword hashed = this.passwords.hash(password);
			Instant now = this.time.instant();
			this.afterAnswer.execute(() -> this.mails.mail(email, hashed, phone, device, now));
			return new Asked(this.mails.sent(now));
		}).orElseGet(Busy::new);
	}

}
