package io.hellwall.floor;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * A bare endpoint of Spring MVC with all defaults of Spring Boot. It parses the JSON of
 * {@code /verify} and answers what that answers, without looking anything up. It is built
 * as a jar of its own, with nothing but {@code spring-boot-starter-web} inside.
 */
@SpringBootApplication
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
