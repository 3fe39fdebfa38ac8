package io.hellwall.guess;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.Candidate;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
import io.hellwall.guess.GuessOrigin.Known;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Checks passwords, and counts each attempt before it is evaluated. */
@Component
public class PasswordChecks {

	private final Accounts accounts;

	private final Guesses guesses;

	private final InstantSource time;

	PasswordChecks(Accounts accounts, Guesses guesses, InstantSource time) {
		this.accounts = accounts;
		this.guesses = guesses;
		this.time = time;
	}

	/**
	 * Checks a password. {@link Guesses#settle} has to follow.
	 * <p>
	 * An origin that has to wait costs a hash as well, and nobody looks at its result. So
	 * its time is that of a wrong password.
	 * @return empty if too many passwords wait to be hashed; then nothing was counted
	 */
	public Optional<PasswordCheck> check(EmailAddress email, Password password, @Nullable PhoneNumber phone,
			Device device) {
		return check(email, password, phone, device, Function.identity());
	}

	/**
	 * The same, and goes on within the same hashing slot.
	 * @param then may hash another password
	 */
	public <T> Optional<T> check(EmailAddress email, Password password, @Nullable PhoneNumber phone, Device device,
			Function<PasswordCheck, T> then) {
		return check(email, password, phone, device, Optional::empty, then);
	}

	/**
	 * The same, after other work in that hashing slot.
	 * @param first may give the result; then no password is checked, and nothing is
	 * counted
	 */
	public <T> Optional<T> check(EmailAddress email, Password password, @Nullable PhoneNumber phone, Device device,
			Supplier<Optional<T>> first, Function<PasswordCheck, T> then) {
		Candidate candidate = this.accounts.candidate(email);
		GuessOrigin origin = this.guesses.origin(candidate.id(), device);
		return this.accounts.withHashingSlot(origin instanceof Known, () -> first.get().orElseGet(() -> {
			Attempt attempt = this.guesses.count(candidate.id(), origin, this.time.instant());
			Optional<Account> account = this.accounts.authenticate(candidate, password, phone);
			return then.apply(new PasswordCheck(candidate, attempt, attempt.waits() ? null : account.orElse(null)));
		}));
	}

}
