package io.hellwall.client;

import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * A resource server as Spring Boot makes it by its own. The one change: with the token it
 * sends the device and the address of its client.
 */
@RestController
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
class Orders {

	@Bean
	static OpaqueTokenIntrospector introspector(
			@Value("${spring.security.oauth2.resourceserver.opaquetoken.introspection-uri}") URI uri,
			@Value("${spring.security.oauth2.resourceserver.opaquetoken.client-id}") String id,
			@Value("${spring.security.oauth2.resourceserver.opaquetoken.client-secret}") String secret) {
		SpringOpaqueTokenIntrospector introspector = SpringOpaqueTokenIntrospector
			.withIntrospectionUri(uri.toString())
			.clientId(id)
			.clientSecret(secret)
			.build();
		introspector.setRequestEntityConverter((token) -> RequestEntity.post(uri)
			.accept(MediaType.APPLICATION_JSON)
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body(question(token)));
		return introspector;
	}

	private static MultiValueMap<String, String> question(String token) {
		HttpServletRequest request = ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
			.getRequest();
		MultiValueMap<String, String> question = new LinkedMultiValueMap<>();
		question.add("token", token);
		question.add("mac", request.getHeader("X-Device-Mac"));
		question.add("ip", request.getRemoteAddr());
		return question;
	}

	@GetMapping("/orders")
	String orders(@AuthenticationPrincipal OAuth2AuthenticatedPrincipal person) {
		return person.getName() + " " + person.getAttribute("username");
	}

}
