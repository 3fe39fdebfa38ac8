package io.hellwall.admin;

import java.io.IOException;

import io.hellwall.http.Problems;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses every call of the administration that does not bear the admin key. */
@Component
@SecurityScheme(name = AdminGate.SCHEME, type = SecuritySchemeType.HTTP, scheme = "bearer",
		description = "The admin key: `hellwall.admin.key`, else the content of `admin.key` in the data directory.")
class AdminGate implements WebMvcConfigurer, HandlerInterceptor {

	/** Name of the admin key in the API document. */
	static final String SCHEME = "adminKey";

	private final AdminKey key;

	private final Problems problems;

	AdminGate(AdminKey key, Problems problems) {
		this.key = key;
		this.problems = problems;
	}

	@Override
	public void addInterceptors(InterceptorRegistry interceptors) {
		interceptors.addInterceptor(this).addPathPatterns("/admin/**", "/admin");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException {
		String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
		boolean admitted = this.key.isIn(authorization);
		if (!admitted) {
			this.problems.write(Problems.unauthorized(authorization), response);
		}
		return admitted;
	}

}
