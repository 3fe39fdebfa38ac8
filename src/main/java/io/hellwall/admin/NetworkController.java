package io.hellwall.admin;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hellwall.device.IpAddress;
import io.hellwall.binding.Binding;
import io.hellwall.binding.NetworkBinding;
import io.hellwall.device.Origin;
import io.hellwall.http.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells who sets up a proxy which address arrives here, and why it counts. */
@RestController
@Tag(name = "Administration")
@SecurityRequirement(name = AdminGate.SCHEME)
class NetworkController {

	private static final int LONGEST_LINE = 1000;

	private final NetworkBinding bindings;

	NetworkController(NetworkBinding bindings) {
		this.bindings = bindings;
	}

	@Operation(operationId = "showNetwork", summary = "Show the address of the caller",
			description = "Says which address counts as the client's, and why. Call it through your proxy, as clients do.",
			responses = @ApiResponse(responseCode = "200", description = "The decision and its reason.",
					content = @Content(schema = @Schema(implementation = NetworkResponse.class))))
	@GetMapping(path = "/admin/network", produces = MediaType.APPLICATION_JSON_VALUE)
	NetworkResponse network(Caller caller) {
		String peer = caller.peer().toString();
		List<String> shown = caller.forwardedFor().stream().map(NetworkController::capped).toList();
		return switch (caller.origin()) {
			case Origin.Known(IpAddress client, Origin.Reason reason) -> new NetworkResponse(peer, shown,
					client.toString(), boundTo(this.bindings.bind(null, client)), explained(reason));
			case Origin.Unreadable unreadable -> new NetworkResponse(peer, shown, null, null,
					"X-Forwarded-For holds something that is no address, to the right of all that are no trusted"
							+ " proxies': clients are refused with 400. Let the proxy write addresses only.");
		};
	}

	private static @Nullable String boundTo(Binding binding) {
		return switch (binding.mode()) {
			case STRICT, PREFIX, STEP_UP -> binding.place();
			case REPORT, OFF -> null;
		};
	}

	private static String explained(Origin.Reason reason) {
		return switch (reason) {
			case DIRECT -> "The connection comes from no trusted proxy, and forwards nothing: its own address counts.";
			case NOT_BELIEVED -> "The connection comes from no trusted proxy, so its own address counts and"
					+ " X-Forwarded-For is ignored. If it is your proxy's, add it to hellwall.trusted-proxies.";
			case NOTHING_FORWARDED ->
				"The connection comes from a trusted proxy that sends no X-Forwarded-For, so its own"
						+ " address counts, for all clients behind it. Let it send that header: no other one is believed.";
			case FORWARDED ->
				"The connection comes from a trusted proxy: the right-most address in X-Forwarded-For that is no"
						+ " trusted proxy's counts.";
			case PROXIES_ONLY -> "All addresses in X-Forwarded-For are trusted proxies', so the left-most counts."
					+ " If it is a client's, take its network out of hellwall.trusted-proxies.";
		};
	}

	private static String capped(String line) {
		return (line.length() <= LONGEST_LINE) ? line : line.substring(0, LONGEST_LINE) + "…";
	}

	@Schema(description = "Which address counts as the client's, and why.")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record NetworkResponse(
			@Schema(example = "10.0.0.2", description = "Address of the other end of the connection.") String peer,
			@Schema(example = "[\"198.51.100.7\"]",
					description = "The lines of X-Forwarded-For as they were received.") List<String> forwardedFor,
			@Schema(example = "198.51.100.7",
					description = "Address of the client. Left out when X-Forwarded-For cannot be read.") @Nullable String address,
			@Schema(example = "198.51.100.7/32",
					description = "Network that tokens from this address are bound to; of a site, all its networks."
							+ " Left out when tokens are bound to none.") @Nullable String network,
			@Schema(example = "The connection comes from a trusted proxy: the right-most address in X-Forwarded-For that is no trusted proxy's counts.",
					description = "Why this address counts, for people.") String reason) {
	}

}
