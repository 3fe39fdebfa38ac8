package io.hellwall.http;

import java.lang.reflect.Type;
import java.util.Objects;

import io.hellwall.device.IpAddress;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Counts a trusted caller's request against the client that its body names, so that a
 * gateway is not taken for one client.
 */
@ControllerAdvice
public class ClaimedRate extends RequestBodyAdviceAdapter {

	private final RequestRate rate;

	private final CallerResolver callers;

	ClaimedRate(RequestRate rate, CallerResolver callers) {
		this.rate = rate;
		this.callers = callers;
	}

	@Override
	public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
		return Claim.class.isAssignableFrom(parameter.getParameterType());
	}

	@Override
	public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converter) {
		ServletRequestAttributes exchange = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
		Caller caller = this.callers.caller(exchange.getRequest());
		if (caller.trusted()) {
			IpAddress claimed = ((Claim) body).ip();
			HttpServletResponse response = Objects.requireNonNull(exchange.getResponse());
			this.rate.take((claimed != null) ? claimed : caller.address(), response);
		}
		return body;
	}

	/** A limited request, which may name its client. */
	public interface Claim {

		@Nullable IpAddress ip();

	}

}
