package io.hellwall.http;

import io.hellwall.device.IpAddress;
import io.hellwall.limit.Decision.Allowed;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Decision.Unlimited;
import io.hellwall.limit.Limits;
import io.hellwall.limit.Quota;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

/**
 * Counts a request for a passcode or a login, and says in the answer what the network of
 * the client has left: draft-ietf-httpapi-ratelimit-headers-10. Of other limits nothing
 * is said, for that would be about an account.
 */
@Component
class RequestRate {

	static final String POLICY = "RateLimit-Policy";

	static final String LEFT = "RateLimit";

	private final Limits limits;

	RequestRate(Limits limits) {
		this.limits = limits;
	}

	/** Counts one. */
	void take(IpAddress client, HttpServletResponse response) throws TooManyRequestsException {
		switch (this.limits.request(client.inet())) {
			case Unlimited unlimited -> {
			}
			case Allowed allowed -> tell(allowed.quota(), response);
			case Refused refused -> {
				tell(refused.quota(), response);
				throw new TooManyRequestsException(refused.retryAfter());
			}
		}
	}

	private static void tell(Quota quota, HttpServletResponse response) {
		response.setHeader(POLICY, "\"network\";q=" + quota.limit() + ";w=" + Problems.seconds(quota.window()));
		response.setHeader(LEFT, "\"network\";r=" + quota.remaining() + ";t=" + Problems.seconds(quota.reset()));
	}

}
