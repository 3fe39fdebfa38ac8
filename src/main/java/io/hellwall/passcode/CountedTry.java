package io.hellwall.passcode;

import org.jspecify.annotations.Nullable;

/**
 * A try at a passcode, as it was counted before the passcode is compared.
 *
 * @param refused why the passcode must not be compared; null if it may be
 * @param lastShort whether it is the last one that the account has for short passcodes
 */
record CountedTry(@Nullable Redemption refused, boolean lastShort) {

	static CountedTry refused(Redemption reason) {
		return new CountedTry(reason, false);
	}

}
