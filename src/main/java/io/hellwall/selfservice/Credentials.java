package io.hellwall.selfservice;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
import io.hellwall.passcode.Passcode;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;

/**
 * What proves that somebody holds an account: the same as for a login.
 *
 * @param phone null if the request names none
 * @param passcode that was mailed for a login on this device
 */
public record Credentials(EmailAddress email, Password password, @Nullable PhoneNumber phone, Passcode passcode,
		Device device) {
}
