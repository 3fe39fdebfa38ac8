package io.hellwall.selfservice;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.password.Password;
import io.hellwall.account.TestAccounts;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.guess.GuessOrigin;
import io.hellwall.guess.GuessOrigin.Known;
import io.hellwall.guess.GuessOrigin.Stranger;
import io.hellwall.limit.Decision;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Decision.Unlimited;
import io.hellwall.limit.Limits;
import io.hellwall.limit.Quota;
import io.hellwall.mail.Delivery;
import io.hellwall.mail.Notices;
import io.hellwall.passcode.AddressProofs;
import io.hellwall.passcode.AfterAnswer;
import io.hellwall.passcode.PasscodeMailing;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooManyMails;
import io.hellwall.passcode.RequestResult.TooSoon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/** Which mails to new addresses are counted, and what is recorded of them. */
class NewAddressesTest {

	private static final Duration TTL = Duration.ofMinutes(3);

	private static final Device DEVICE = new Device(MacAddress.parse("aa:bb:cc:dd:ee:ff"),
			IpAddress.parse("192.0.2.1"));

	private static final InetAddress CLIENT = DEVICE.address().inet();

	private static final EmailAddress WANTED = EmailAddress.parse("new@example.org");

	private final Account account = TestAccounts.active("old@example.org");

	private final Passcodes passcodes = mock(Passcodes.class);

	private final AddressProofs proofs = mock(AddressProofs.class);

	private final AfterAnswer afterAnswer = mock(AfterAnswer.class);

	private final Accounts accounts = mock(Accounts.class);

	private final Limits limits = mock(Limits.class);

	private final Audit audit = mock(Audit.class);

	private final NewAddresses addresses = new NewAddresses(this.passcodes, this.proofs, this.afterAnswer,
			this.accounts, mock(Notices.class), this.limits, this.audit);

	private final List<Runnable> later = new ArrayList<>();

	private final List<String> recorded = new ArrayList<>();

	@BeforeEach
	void allow() {
		willAnswer((call) -> this.later.add(call.getArgument(0))).given(this.afterAnswer).execute(any());
		willAnswer((call) -> {
			Entry entry = call.getArgument(0);
			return this.recorded.add(entry.event() + " " + entry.reason());
		}).given(this.audit).append(any());
		given(this.proofs.ttl()).willReturn(TTL);
		given(this.proofs.mayMail(any(), any(), any(), any())).willReturn(true);
		given(this.accounts.find(WANTED)).willReturn(Optional.empty());
		allow(new Unlimited());
		deliver(Delivery.DELIVERED);
	}

	@Test
	void requestWhenMailedThenIsRecordedAfterwards() {
		assertThat(request(stranger())).isInstanceOf(Sent.class);
		assertThat(this.recorded).isEmpty();
		this.later.forEach(Runnable::run);
		assertThat(this.recorded).containsExactly("PASSCODE_SENT null");
		verify(this.limits, never()).mailNotSent(CLIENT);
	}

	@Test
	void requestWhenTheMailFailsThenCountsForNothing() {
		deliver(Delivery.FAILED);
		request(stranger());
		this.later.forEach(Runnable::run);
		verify(this.limits).mailNotSent(CLIENT);
		assertThat(this.recorded).containsExactly("PASSCODE_UNDELIVERED null");
	}

	@Test
	void requestWhenTheAddressIsTakenThenNoPasscodeIsRecordedAsSent() {
		given(this.accounts.find(WANTED)).willReturn(Optional.of(TestAccounts.active(WANTED.value())));
		request(stranger());
		this.later.forEach(Runnable::run);
		assertThat(this.recorded).containsExactly("PASSCODE_DENIED ADDRESS_TAKEN");
	}

	@Test
	void requestWhenTheNetworkHasNoMailsLeftThenNothingIsMailed() {
		Duration wait = Duration.ofMinutes(40);
		allow(new Refused(wait, new Quota(20, Duration.ofHours(1), 0, wait)));
		assertThat(request(stranger())).isEqualTo(new TooManyMails(wait));
		assertThat(this.later).isEmpty();
		verify(this.proofs, never()).mayMail(any(), any(), any(), any());
		assertThat(this.recorded).containsExactly("PASSCODE_TOO_SOON null");
	}

	@Test
	void requestWhenFromAKnownPlaceThenItsNetworkIsNotAsked() {
		assertThat(request(new Known(DEVICE))).isInstanceOf(Sent.class);
		verify(this.limits, never()).mail(any());
	}

	@Test
	void requestWhenTooSoonThenSaysWhatIsLeftAndCountsForNothing() {
		given(this.proofs.mayMail(any(), any(), any(), any())).willReturn(false);
		given(this.proofs.retryAfter(any(), any(), any(), any())).willReturn(Duration.ofSeconds(17));
		assertThat(request(stranger())).isEqualTo(new TooSoon(Duration.ofSeconds(17)));
		verify(this.limits).mailNotSent(CLIENT);
	}

	private RequestResult request(GuessOrigin origin) {
		given(this.passcodes.request(any(), any(), any(), any(), any())).willAnswer(
				(call) -> call.getArgument(4, PasscodeMailing.class).mail(this.account, DEVICE, origin, Instant.EPOCH));
		return this.addresses.request(this.account.email(), Password.parse("any password"), null, WANTED, DEVICE);
	}

	private static GuessOrigin stranger() {
		return new Stranger(DEVICE.network());
	}

	private void allow(Decision decision) {
		given(this.limits.mail(CLIENT)).willReturn(decision);
	}

	private void deliver(Delivery delivery) {
		given(this.proofs.mail(any(), any(), any(), any(), any())).willReturn(delivery);
	}

}
