package io.hellwall.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a new password must have, and how it is hashed (Argon2id, RFC 9106). A stored hash
 * that was made with less is made anew at the next login.
 *
 * @param minLength how many characters a new password needs
 * @param argon2Memory KiB for one hash
 * @param argon2Iterations passes over that memory
 */
@Validated
@ConfigurationProperties("hellwall.password")
record PasswordProperties(@Min(8) @Max(64) @DefaultValue("15") int minLength,
		@Min(19456) @Max(1048576) @DefaultValue("19456") int argon2Memory,
		@Min(2) @Max(100) @DefaultValue("2") int argon2Iterations) {
}
