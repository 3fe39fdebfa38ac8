package io.hellwall.persistence;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the two stores are, and how they are connected to.
 *
 * @param creds accounts, sessions, tokens and audit events
 * @param passcodes passcodes and the counts that protect them from guessing
 * @param postgres limits of the connections to a store on PostgreSQL
 */
@Validated
@ConfigurationProperties("hellwall.store")
public record StoreProperties(@Valid Location creds, @Valid Location passcodes,
		@Valid @DefaultValue Postgres postgres) {

	/**
	 * One store.
	 *
	 * @param url JDBC URL: {@code jdbc:sqlite:} and a file, or {@code jdbc:postgresql:}
	 * and a database
	 * @param username the user who opens it; SQLite has no users
	 * @param password the user's password
	 */
	public record Location(
			@Pattern(regexp = "jdbc:sqlite:(?:[A-Za-z]:)?[^?:]+|jdbc:postgresql:.+",
					message = "must be jdbc:sqlite: and a file, or jdbc:postgresql: and a database") String url,
			@Nullable String username, @Nullable String password) {

		/** The SQLite file; null if it is on PostgreSQL. */
		public @Nullable Path file() {
			return this.url.startsWith(SqliteStore.PREFIX) ? Path.of(this.url.substring(SqliteStore.PREFIX.length()))
					: null;
		}

		@Override
		public String toString() {
			return "Location[redacted]";
		}

	}

	/**
	 * Limits of the connections to a store on PostgreSQL. A request is refused after
	 * {@code connectionTimeout}, {@code validationTimeout} and {@code socketTimeout}
	 * together at the latest.
	 *
	 * @param connections the number of connections that one node holds to each store
	 * @param connectionTimeout the longest wait for a free connection, at least 250 ms
	 * @param validationTimeout the longest wait for an idle connection to answer before
	 * it is used again, at least 250 ms
	 * @param statementTimeout the longest time that the server works on one statement or
	 * waits for a lock
	 * @param socketTimeout the longest wait for an answer of the server, in whole seconds
	 */
	public record Postgres(@Min(1) @DefaultValue("10") int connections,
			@DurationMin(millis = 250) @DefaultValue("1500ms") Duration connectionTimeout,
			@DurationMin(millis = 250) @DefaultValue("300ms") Duration validationTimeout,
			@DurationMin(millis = 1) @DefaultValue("900ms") Duration statementTimeout,
			@DurationMin(seconds = 1) @DefaultValue("1s") Duration socketTimeout) {

		public Postgres {
			require(validationTimeout.compareTo(connectionTimeout) < 0,
					"must have a validation-timeout that is shorter than its connection-timeout");
			require(statementTimeout.compareTo(socketTimeout) < 0,
					"must have a statement-timeout that is shorter than its socket-timeout");
			require(socketTimeout.toMillisPart() == 0, "must have a socket-timeout of whole seconds");
		}

		private static void require(boolean holds, String message) {
			if (!holds) {
				throw new IllegalArgumentException(message);
			}
		}

	}

}
