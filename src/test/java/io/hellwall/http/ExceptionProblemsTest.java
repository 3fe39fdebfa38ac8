package io.hellwall.http;

import java.lang.reflect.Method;

import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;

import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;

import static org.assertj.core.api.Assertions.assertThat;

class ExceptionProblemsTest {

	@Test
	void handleWhenTheClientWentAwayThenItIsNoErrorOfOurs() {
		ExceptionHandlerMethodResolver handlers = new ExceptionHandlerMethodResolver(ExceptionProblems.class);
		assertThat(handlers.resolveMethod(new ClientAbortException())).extracting(Method::getName)
			.isEqualTo("handleGone");
	}

}
