package io.hellwall.oauth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

import io.hellwall.browser.PublicUrl;
import io.hellwall.browser.SignInProperties;
import io.hellwall.device.IpAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Under which address clients know the service. It is a setting. No header is believed,
 * as whoever writes one could send clients, and their secrets, to another server.
 */
@Component
class Issuer {

	/** The only name that means the same for every client on this machine. */
	private static final String NAME = "localhost";

	private final @Nullable PublicUrl publicUrl;

	Issuer(SignInProperties properties) {
		this.publicUrl = properties.publicUrl();
	}

	/**
	 * The address without a path. Where none is set, it is the one on which a request
	 * came in, and only on this machine, for trying out; else it is empty.
	 */
	Optional<String> of(HttpServletRequest request) {
		return (this.publicUrl != null) ? Optional.of(this.publicUrl.origin()) : local(request);
	}

	private static Optional<String> local(HttpServletRequest request) {
		InetAddress address = IpAddress.ofPeer(request.getLocalAddr()).inet();
		if (!address.isLoopbackAddress()) {
			return Optional.empty();
		}
		String host = request.getServerName().equals(NAME) ? NAME
				: (address instanceof Inet6Address) ? "[::1]" : address.getHostAddress();
		return Optional.of(request.getScheme() + "://" + host + ":" + request.getLocalPort());
	}

}
