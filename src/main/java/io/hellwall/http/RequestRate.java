package io.hellwall.http;

import java.util.List;
import java.util.stream.Stream;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Origin.Known;
import io.hellwall.device.Origin.Unreadable;
import io.hellwall.limit.Decision;
import io.hellwall.limit.Decision.Allowed;
import io.hellwall.limit.Decision.Refused;
import io.hellwall.limit.Decision.Unlimited;
import io.hellwall.limit.Limits;
import io.hellwall.limit.Quota;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Counts requests for passcodes, logins, changes of accounts and registrations, valid or
 * not, and says in the answer what the client's network has left:
 * draft-ietf-httpapi-ratelimit-headers-10. The answer says nothing about other limits,
 * because those belong to an account.
 */
@Component
public class RequestRate {

	public static final String POLICY = "RateLimit-Policy";

	public static final String LEFT = "RateLimit";

	/** Matched as Spring matches controllers, so that every spelling of a path counts. */
	private static final List<PathPattern> LIMITED = Stream
		.of("/passcode", "/login", "/step-up/passcode", "/step-up", "/account/**", "/password-reset/**", "/register/**",
				"/signin/**")
		.map(PathPatternParser.defaultInstance::parse)
		.toList();

	private static final PathPattern PAGES = PathPatternParser.defaultInstance.parse("/signin/**");

	private static final Decision NOT_COUNTED = new Unlimited();

	private final Limits limits;

	private final Callers callers;

	private final JsonMapper json;

	RequestRate(Limits limits, Callers callers, JsonMapper json) {
		this.limits = limits;
		this.callers = callers;
		this.json = json;
	}

	/**
	 * Counts the request, if its path is limited and its client is known.
	 * @param body the body of the request; empty if it was refused
	 */
	Decision count(HttpServletRequest request, byte[] body, HttpServletResponse response) {
		IpAddress client = isLimited(request) ? client(request, body) : null;
		Decision decision = (client != null) ? this.limits.request(client.inet()) : NOT_COUNTED;
		switch (decision) {
			case Unlimited unlimited -> {
			}
			case Allowed allowed -> tell(allowed.quota(), response);
			case Refused refused -> tell(refused.quota(), response);
		}
		return decision;
	}

	private static boolean isLimited(HttpServletRequest request) {
		return HttpMethod.POST.matches(request.getMethod())
				&& isLimited(ServletRequestPathUtils.parse(request).pathWithinApplication());
	}

	public static boolean isLimited(PathContainer path) {
		return LIMITED.stream().anyMatch((pattern) -> pattern.matches(path));
	}

	private @Nullable IpAddress client(HttpServletRequest request, byte[] body) {
		return switch (this.callers.of(request).origin()) {
			case Known known -> (known.trusted() && !isPage(request)) ? named(body, known.client()) : known.client();
			case Unreadable unreadable -> null;
		};
	}

	/**
	 * Forms come from browsers, which name no other client. It goes by the path: a
	 * content type can be written in many ways that controllers accept.
	 */
	private static boolean isPage(HttpServletRequest request) {
		return PAGES.matches(ServletRequestPathUtils.parse(request).pathWithinApplication());
	}

	/**
	 * The client for whom a trusted caller asks, so that a gateway does not count as one
	 * client; null if the body cannot be read.
	 */
	private @Nullable IpAddress named(byte[] body, IpAddress caller) {
		try {
			JsonNode json = this.json.readTree(body);
			JsonNode ip = json.path("ip");
			if (json.isObject() && (ip.isMissingNode() || ip.isNull())) {
				return caller;
			}
			return ip.isString() ? IpAddress.parse(ip.stringValue()) : null;
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// The controller refuses this body as well.
			return null;
		}
	}

	private static void tell(Quota quota, HttpServletResponse response) {
		response.setHeader(POLICY, "\"network\";q=" + quota.limit() + ";w=" + Problems.seconds(quota.window()));
		response.setHeader(LEFT, "\"network\";r=" + quota.remaining() + ";t=" + Problems.seconds(quota.reset()));
	}

}
