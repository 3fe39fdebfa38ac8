package io.hellwall.admin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.hellwall.account.AccountCursor;
import io.hellwall.account.AccountOrder;
import io.hellwall.account.AccountStatus;
import io.hellwall.adminkey.AdminKeyFile;
import io.hellwall.adminkey.AdminKeyName;
import io.hellwall.adminkey.AdminKeySecret;
import io.hellwall.adminkey.AdminKeys;
import io.hellwall.audit.Actor;
import io.hellwall.http.Problems;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses every call of the administration that does not bear an admin key, and tells
 * controllers whose key it is.
 */
@Component
@SecurityScheme(name = AdminGate.SCHEME, type = SecuritySchemeType.HTTP, scheme = "bearer",
		description = "An admin key: `hellwall.admin.key`, else the content of `admin.key` in the data directory,"
				+ " or a key that `admin-key add` made.")
class AdminGate implements WebMvcConfigurer, HandlerInterceptor, HandlerMethodArgumentResolver {

	/** Name of the admin key in the API document. */
	static final String SCHEME = "adminKey";

	private static final String BEARER = "Bearer ";

	private static final String ATTRIBUTE = Actor.class.getName();

	private final AdminKeyFile fileKey;

	private final AdminKeys keys;

	private final Problems problems;

	AdminGate(AdminKeyFile fileKey, AdminKeys keys, Problems problems) {
		this.fileKey = fileKey;
		this.keys = keys;
		this.problems = problems;
	}

	@Override
	public void addInterceptors(InterceptorRegistry interceptors) {
		interceptors.addInterceptor(this).addPathPatterns("/admin/**", "/admin");
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(this);
	}

	/** For parameters in the query, which are written as in JSON. */
	@Override
	public void addFormatters(FormatterRegistry formatters) {
		formatters.addConverter(String.class, AccountCursor.class, AccountCursor::parse);
		formatters.addConverter(String.class, AccountOrder.class, AccountOrder::parse);
		formatters.addConverter(String.class, AccountStatus.class, AccountStatus::parse);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException {
		String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
		Optional<AdminKeyName> name = Optional.ofNullable(authorization).flatMap(this::name);
		if (name.isEmpty()) {
			this.problems.write(Problems.unauthorized(authorization), response);
			return false;
		}
		request.setAttribute(ATTRIBUTE, Actor.admin(name.get().value()));
		return true;
	}

	/** The name of the key that an Authorization field bears. */
	private Optional<AdminKeyName> name(String authorization) {
		if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			return Optional.empty();
		}
		String key = authorization.substring(BEARER.length()).strip();
		return this.fileKey.matches(key) ? Optional.of(AdminKeyName.FILE)
				: AdminKeySecret.parse(key).flatMap(this.keys::find);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Actor.class;
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		return request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
	}

}
