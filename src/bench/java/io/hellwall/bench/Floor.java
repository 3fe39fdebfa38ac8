package io.hellwall.bench;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The least that a service can do on this server: it parses the JSON of {@code /verify}
 * and answers what that answers, without looking anything up. It is started from the same
 * jar, with the same settings of the server.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		WebMvcAutoConfiguration.class, JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class })
@RestController
public class Floor {

	/** Starts it. */
	public static void main(String[] args) {
		SpringApplication.run(Floor.class, args);
	}

	@GetMapping("/readyz")
	String ready() {
		return "yes";
	}

	@PostMapping(path = "/verify", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	Answer verify(@RequestBody Question question) {
		return new Answer("authorized", "0f8c7a52-12d4-4c8e-8a6e-2f6a3a9d1b10", "user-123456@example.org",
				"5b0c3a52-6f0e-4a7e-9a53-0d6a7a1c2f11", "2026-11-22T13:00:00.000Z", 86_000);
	}

	record Question(String token, String mac, @Nullable String request, @Nullable List<String> data,
			@Nullable String ip) {
	}

	record Answer(String status, String accountId, String email, String sessionId, String expiresAt, long expiresIn) {
	}

}
