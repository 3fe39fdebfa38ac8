package io.hellwall.http;

import java.util.Collections;
import java.util.List;

import io.hellwall.device.IpAddress;
import io.hellwall.device.NetworkBinding;
import io.hellwall.device.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.server.ResponseStatusException;

/** Gives a controller the {@link Caller} of its request. */
@Component
class CallerResolver implements HandlerMethodArgumentResolver {

	private final TrustedProxies proxies;

	private final NetworkBinding binding;

	CallerResolver(TrustedProxies proxies, NetworkBinding binding) {
		this.proxies = proxies;
		this.binding = binding;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Caller.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		return caller((HttpServletRequest) request.getNativeRequest());
	}

	/**
	 * Who makes this request.
	 * @throws ResponseStatusException if a trusted proxy forwarded what is no address
	 */
	Caller caller(HttpServletRequest http) {
		IpAddress peer = IpAddress.ofPeer(http.getRemoteAddr());
		List<String> forwardedFor = Collections.list(http.getHeaders("X-Forwarded-For"));
		try {
			IpAddress client = this.proxies.clientBehind(peer, forwardedFor);
			return new Caller(client, this.proxies.trusts(client), this.binding);
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "X-Forwarded-For must hold addresses");
		}
	}

}
