package io.hellwall.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets nobody to the administration without the admin key. */
@Component
class AdminGate implements WebMvcConfigurer {

	private final AdminKey key;

	AdminGate(AdminKey key) {
		this.key = key;
	}

	@Override
	public void addInterceptors(InterceptorRegistry interceptors) {
		interceptors.addInterceptor(new HandlerInterceptor() {

			@Override
			public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
				if (!AdminGate.this.key.isIn(request.getHeader(HttpHeaders.AUTHORIZATION))) {
					throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
				}
				return true;
			}

		}).addPathPatterns("/admin/**", "/admin");
	}

}
