package io.hellwall.http;

import java.util.Collections;
import java.util.List;

import io.hellwall.device.IpAddress;
import io.hellwall.device.Language;
import io.hellwall.device.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Finds out who makes a request, once, and gives controllers the {@link Caller}. */
@Component
class Callers implements HandlerMethodArgumentResolver {

	private static final String ATTRIBUTE = Caller.class.getName();

	private final TrustedProxies proxies;

	Callers(TrustedProxies proxies) {
		this.proxies = proxies;
	}

	Caller of(HttpServletRequest request) {
		if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
			return caller;
		}
		IpAddress peer = IpAddress.ofPeer(request.getRemoteAddr());
		List<String> forwardedFor = Collections.list(request.getHeaders("X-Forwarded-For"));
		Caller caller = new Caller(peer, forwardedFor, this.proxies.origin(peer, forwardedFor),
				Language.preferred(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
		request.setAttribute(ATTRIBUTE, caller);
		return caller;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Caller.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		return of((HttpServletRequest) request.getNativeRequest());
	}

}
