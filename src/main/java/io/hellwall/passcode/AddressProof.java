package io.hellwall.passcode;

import java.nio.charset.StandardCharsets;

import io.hellwall.account.AccountId;
import io.hellwall.device.Device;
import org.jspecify.annotations.Nullable;

/**
 * What the passcode in a mail proves: that somebody on this device reads the mail of an
 * address, for one purpose.
 *
 * @param account the account, or what stands for an address that has none
 * @param device that asked for the mail; null if the passcode is good on any
 * @param about what else the passcode is for, such as the new address: it is good for
 * nothing else; empty if there is no more
 */
public record AddressProof(PasscodePurpose purpose, AccountId account, @Nullable Device device, String about) {

	IssuedPasscode.Key key() {
		return (this.device != null) ? IssuedPasscode.Key.of(this.account, this.device, this.purpose)
				: IssuedPasscode.Key.ofAnyDevice(this.account, this.purpose);
	}

	byte[] bytes() {
		return this.about.getBytes(StandardCharsets.UTF_8);
	}

	/** What it is about may be an address. */
	@Override
	public String toString() {
		return "AddressProof[" + this.purpose + ", " + this.account + "]";
	}

}
