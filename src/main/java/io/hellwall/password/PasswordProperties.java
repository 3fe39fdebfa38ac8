package io.hellwall.password;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Rules for new passwords, and how passwords are hashed (Argon2id, RFC 9106). A stored
 * hash with smaller parameters is replaced at the next login.
 *
 * @param minLength the smallest number of characters of a new password
 * @param argon2Memory the memory for one hash, in KiB
 * @param argon2Iterations the number of passes over that memory
 */
@Validated
@ConfigurationProperties("hellwall.password")
record PasswordProperties(@Min(8) @Max(64) @DefaultValue("15") int minLength,
		@Min(19456) @Max(1048576) @DefaultValue("19456") int argon2Memory,
		@Min(2) @Max(PasswordProperties.MOST_ITERATIONS) @DefaultValue("2") int argon2Iterations) {

	static final int MOST_ITERATIONS = 100;

}
