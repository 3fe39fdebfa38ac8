package io.hellwall.persistence;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the two stores are.
 *
 * @param creds accounts, sessions, tokens and audit events
 * @param passcodes passcodes and what protects them from guessing
 */
@Validated
@ConfigurationProperties("hellwall.store")
public record StoreProperties(@Valid Location creds, @Valid Location passcodes) {

	/**
	 * One store.
	 *
	 * @param url JDBC URL: {@code jdbc:sqlite:} and a file, or {@code jdbc:postgresql:}
	 * and a database
	 * @param username who opens it; SQLite knows no users
	 * @param password the user's password
	 */
	public record Location(
			@Pattern(regexp = "jdbc:sqlite:(?:[A-Za-z]:)?[^?:]+|jdbc:postgresql:.+",
					message = "must be jdbc:sqlite: and a file, or jdbc:postgresql: and a database") String url,
			@Nullable String username, @Nullable String password) {

		@Override
		public String toString() {
			return "Location[redacted]";
		}

	}

}
