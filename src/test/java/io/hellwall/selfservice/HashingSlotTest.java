package io.hellwall.selfservice;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.hellwall.account.AccountChanges;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.Passwords;
import io.hellwall.audit.Audit;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.guess.PasswordChecks;
import io.hellwall.passcode.AddressProofs;
import io.hellwall.passcode.AfterAnswer;
import io.hellwall.passcode.Passcode;
import io.hellwall.passcode.PasscodeErasure;
import io.hellwall.passcode.Passcodes;
import io.hellwall.password.Password;
import io.hellwall.selfservice.RegistrationProperties.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

/** Strangers who send new passwords get no work done while too many wait. */
class HashingSlotTest {

	private static final EmailAddress EMAIL = EmailAddress.parse("alice@example.org");

	private static final Password GUESSABLE = Password.parse("passwordpassword");

	private static final Device DEVICE = new Device(MacAddress.parse("aa:bb:cc:dd:ee:ff"),
			IpAddress.parse("192.0.2.1"));

	private final Accounts accounts = mock(Accounts.class);

	private final Passwords passwords = mock(Passwords.class);

	@BeforeEach
	void takeAllPlaces() {
		given(this.accounts.withHashingSlot(anyBoolean(), any())).willReturn(Optional.empty());
	}

	@Test
	void chooseWhenAllPlacesAreTakenThenThePasswordIsNotEstimated() {
		ForgottenPasswords forgotten = new ForgottenPasswords(this.accounts, this.passwords, mock(AddressProofs.class),
				mock(Passcodes.class), mock(ChangeTransactions.class), mock(Audit.class));
		assertThat(forgotten.choose(EMAIL, Passcode.parse("AAAAAAAAAAAAAAAA"), GUESSABLE, DEVICE))
			.isEqualTo(new ChangeResult.Busy());
		verifyNoInteractions(this.passwords);
	}

	/** Without a place, the check of the old password gives nothing. */
	@Test
	void changePasswordWhenAllPlacesAreTakenThenTheNewOneIsNotEstimated() {
		HolderCheck holders = new HolderCheck(mock(PasswordChecks.class), mock(Passcodes.class), mock(Audit.class));
		HolderChanges changes = new HolderChanges(holders, mock(ChangeTransactions.class), this.accounts,
				mock(AccountChanges.class), this.passwords, mock(AddressProofs.class), mock(PasscodeErasure.class));
		Credentials by = new Credentials(EMAIL, Password.parse("the old password"), null, Passcode.parse("AAAAAA"),
				DEVICE);
		assertThat(changes.changePassword(by, GUESSABLE)).isEqualTo(new ChangeResult.Busy());
		verifyNoInteractions(this.passwords);
	}

	@Test
	void askWhenAllPlacesAreTakenThenThePasswordIsNotEstimated() {
		Registrations registrations = new Registrations(new RegistrationProperties(Mode.OPEN, List.of()), this.accounts,
				this.passwords, mock(AfterAnswer.class), mock(RegistrationMails.class), InstantSource.system());
		assertThat(registrations.ask(EMAIL, GUESSABLE, null, DEVICE)).isEqualTo(new RegistrationResult.Busy());
		verifyNoInteractions(this.passwords);
	}

}
