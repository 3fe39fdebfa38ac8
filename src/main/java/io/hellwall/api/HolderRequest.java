package io.hellwall.api;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Required;
import io.hellwall.passcode.Passcode;
import io.hellwall.password.Password;
import io.hellwall.selfservice.Credentials;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

@Schema(description = "Who holds an account, on which device.")
record HolderRequest(@NotNull(message = Required.MESSAGE) MacAddress mac,
		@NotNull(message = Required.MESSAGE) EmailAddress email, @NotNull(message = Required.MESSAGE) Password password,
		@NotNull(message = Required.MESSAGE) Passcode passcode, @Nullable PhoneNumber phone, @Nullable IpAddress ip) {

	Credentials credentials(Device device) {
		return new Credentials(this.email, this.password, this.phone, this.passcode, device);
	}

}
