package io.hellwall.api;

import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.http.Required;
import io.hellwall.token.BaseToken;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A token and the device it is used on. */
@Schema(description = "A token and the device it is used on.")
record TokenRequest(@NotNull(message = Required.MESSAGE) BaseToken token,
		@NotNull(message = Required.MESSAGE) MacAddress mac, @Nullable IpAddress ip) {
}
