package io.hellwall.selfservice;

import java.time.InstantSource;
import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.AccountId;
import io.hellwall.account.Accounts;
import io.hellwall.account.CreateResult.Created;
import io.hellwall.audit.Actor;
import io.hellwall.device.Device;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes an account of what somebody asked for, once. */
@Component
class RegistrationTransactions {

	private final RegistrationRepository registrations;

	private final Accounts accounts;

	private final InstantSource time;

	RegistrationTransactions(RegistrationRepository registrations, Accounts accounts, InstantSource time) {
		this.registrations = registrations;
		this.accounts = accounts;
		this.time = time;
	}

	/** What was asked for on this device; empty if that expired. */
	Optional<PendingRegistration> find(AccountId address, Device device) {
		return this.registrations.find(PendingRegistration.Key.of(address, device), this.time.instant());
	}

	/**
	 * Creates the account.
	 * @return empty if another request was faster, or the address has an account by now
	 */
	@Transactional
	public Optional<Account> create(PendingRegistration pending) {
		if (this.registrations.take(pending.key(), pending.password().value()) == 0) {
			return Optional.empty();
		}
		return (this.accounts.create(pending.email(), pending.password(), pending.phone(),
				Actor.HOLDER) instanceof Created created) ? Optional.of(created.account()) : Optional.empty();
	}

}
