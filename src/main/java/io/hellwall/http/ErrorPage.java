package io.hellwall.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

import io.swagger.v3.oas.annotations.Hidden;

/** What the container answers when it refuses by itself. */
@Hidden
@Controller
class ErrorPage implements ErrorController {

	@RequestMapping("/error")
	ResponseEntity<Object> error(HttpServletRequest request) {
		return Problems.of(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
				? Refusal.of(status) : Refusal.NOT_FOUND);
	}

}
