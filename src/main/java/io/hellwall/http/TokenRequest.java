package io.hellwall.http;

import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.session.BaseToken;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A token and the device it is used on. */
record TokenRequest(
		@Schema(example = "Awfer_hellwall_8f0c5d7a1e9b4c6d2f3a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e") @NotNull(
				message = Required.MESSAGE) BaseToken token,
		@Schema(example = "aa:bb:cc:dd:ee:ff") @NotNull(message = Required.MESSAGE) MacAddress mac,
		@Schema(example = "127.0.0.1") @Nullable IpAddress ip) {
}
