package io.hellwall.http;

import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.device.NetworkBinding;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param address the client's, not that of a proxy before it
 * @param trusted whether that client may name the address of somebody behind it
 * @param binding how an address becomes a network
 */
public record Caller(IpAddress address, boolean trusted, NetworkBinding binding) {

	/**
	 * The device that the request speaks of. A claimed address counts only from a trusted
	 * caller: a proxy that merely forwards a stranger's request does not vouch for what
	 * he wrote into it.
	 * @throws IpMismatchException if anybody else claims an address that is not his
	 */
	public Device device(MacAddress mac, @Nullable IpAddress claimed) {
		if (claimed != null && !this.trusted && !claimed.equals(this.address)) {
			throw new IpMismatchException();
		}
		return this.binding.device(mac, (claimed != null) ? claimed : this.address);
	}

}
