package io.hellwall.http;

import java.util.List;
import java.util.function.Function;

import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.Language;
import io.hellwall.device.MacAddress;
import io.hellwall.device.Origin;
import io.hellwall.device.Origin.Known;
import io.hellwall.device.Origin.Unreadable;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;

/**
 * Who makes a request.
 *
 * @param peer the other end of the connection
 * @param forwardedFor the lines of {@code X-Forwarded-For}, in the order they came
 * @param origin whose address counts
 * @param language what mails that the request causes are written in; null if it names
 * none of ours
 */
public record Caller(IpAddress peer, List<String> forwardedFor, Origin origin, @Nullable Language language) {

	/**
	 * Answers for the device that the request names, or refuses the address that it
	 * claims.
	 * @param claimed the client's address according to the body; null if it names none
	 */
	public ResponseEntity<?> withDevice(MacAddress mac, @Nullable IpAddress claimed,
			Function<Device, ResponseEntity<?>> answer) {
		return switch (claim(mac, claimed)) {
			case Claim.Accepted(Device device) -> answer.apply(device);
			case Claim.Unclear unclear -> Problems.of(Refusal.INVALID_REQUEST, Claim.UNCLEAR);
			case Claim.Mismatch mismatch -> Problems.of(Refusal.IP_MISMATCH);
		};
	}

	/**
	 * The device that the request names. A claimed address counts only if the caller
	 * itself is trusted: a proxy that forwards a stranger's request does not confirm what
	 * the stranger wrote into it.
	 * @param claimed the client's address according to the body; null if it names none
	 */
	public Claim claim(MacAddress mac, @Nullable IpAddress claimed) {
		return switch (this.origin) {
			case Unreadable unreadable -> new Claim.Unclear();
			case Known known when claimed == null -> new Claim.Accepted(new Device(mac, known.client(), this.language));
			case Known known when known.trusted() || claimed.equals(known.client()) ->
				new Claim.Accepted(new Device(mac, claimed, this.language));
			case Known known -> new Claim.Mismatch();
		};
	}

	/** Whether a request may name a device in the network that it claims. */
	public sealed interface Claim {

		/** What to tell whoever gets {@link Unclear}. */
		String UNCLEAR = "X-Forwarded-For must hold addresses";

		record Accepted(Device device) implements Claim {
		}

		/** Nobody knows where the request comes from. */
		record Unclear() implements Claim {
		}

		/** The address is not that of the connection, and the caller is not trusted. */
		record Mismatch() implements Claim {
		}

	}

}
