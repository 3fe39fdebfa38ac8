package io.hellwall.moving;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.hellwall.account.AccountId;
import io.hellwall.account.EmailAddress;
import io.hellwall.account.MovedAccount;
import io.hellwall.account.PhoneNumber;
import io.hellwall.binding.BindingMode;
import io.hellwall.device.Language;
import io.hellwall.password.ForeignHash;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to get an account, with a clear password or a hash, never both.
 *
 * @param createdAt null for now
 */
record Person(AccountId id, EmailAddress email, @Nullable PhoneNumber phone, boolean active,
		@Nullable Instant createdAt, @Nullable BindingMode binding, @Nullable Language language,
		boolean passwordExpired, @Nullable Password password, @Nullable ForeignHash hash) {

	/** UUIDs that are random, as those of our accounts are (RFC 9562 §5.4). */
	private static final int RANDOM = 4;

	/** Somebody of whom only this is known. */
	static Person of(EmailAddress email, @Nullable PhoneNumber phone, Password password) {
		return new Person(new AccountId(UUID.randomUUID()), email, phone, true, null, null, null, false, password,
				null);
	}

	/**
	 * Reads the fields of a record.
	 * @throws IllegalArgumentException if one of them is wrong or missing; the message
	 * names it and does not repeat its value
	 */
	static Person read(Map<Field, String> fields) {
		Reader reader = new Reader(fields);
		Password password = reader.read(Field.PASSWORD, Password::parse);
		ForeignHash hash = reader.read(Field.PASSWORD_HASH, ForeignHash::parse);
		if ((password == null) == (hash == null)) {
			throw new IllegalArgumentException("needs either password or passwordHash");
		}
		EmailAddress email = reader.read(Field.EMAIL, EmailAddress::parse);
		if (email == null) {
			throw new IllegalArgumentException("email is missing");
		}
		AccountId id = reader.read(Field.ID, Person::id);
		Boolean active = reader.read(Field.STATUS, (text) -> choice(text, "active", "disabled"));
		Boolean expired = reader.read(Field.PASSWORD_EXPIRED, (text) -> choice(text, "true", "false"));
		return new Person((id != null) ? id : new AccountId(UUID.randomUUID()), email,
				reader.read(Field.PHONE, PhoneNumber::parse), active == null || active,
				reader.read(Field.CREATED_AT, Person::instant), reader.read(Field.BINDING, BindingMode::parse),
				reader.read(Field.LANGUAGE, Language::parse), expired != null && expired, password, hash);
	}

	/** The fields that {@link #read} makes the same account of. */
	static Map<Field, String> fields(MovedAccount account) {
		Map<Field, String> fields = new LinkedHashMap<>();
		fields.put(Field.ID, account.id().toString());
		fields.put(Field.EMAIL, account.email().value());
		if (account.phone() != null) {
			fields.put(Field.PHONE, account.phone().value());
		}
		fields.put(Field.PASSWORD_HASH, account.hash());
		fields.put(Field.PASSWORD_EXPIRED, Boolean.toString(account.passwordExpired()));
		fields.put(Field.STATUS, account.active() ? "active" : "disabled");
		fields.put(Field.CREATED_AT, account.createdAt().toString());
		if (account.binding() != null) {
			fields.put(Field.BINDING, account.binding().toString());
		}
		if (account.language() != null) {
			fields.put(Field.LANGUAGE, account.language().tag());
		}
		return fields;
	}

	/** The account that this person gets. */
	MovedAccount toAccount(String hashed, boolean expired, Instant now) {
		return new MovedAccount(this.id, this.email, this.phone, this.active,
				(this.createdAt != null) ? this.createdAt : now, this.binding, this.language, expired, hashed);
	}

	private static boolean choice(String text, String yes, String no) {
		if (!text.equals(yes) && !text.equals(no)) {
			throw new IllegalArgumentException("must be " + yes + " or " + no);
		}
		return text.equals(yes);
	}

	private static AccountId id(String text) {
		UUID id = UUID.fromString(text);
		if (id.version() != RANDOM || !id.toString().equals(text)) {
			throw new IllegalArgumentException("is no random UUID");
		}
		return new AccountId(id);
	}

	private static Instant instant(String text) {
		try {
			Instant instant = Instant.parse(text);
			return Instant.ofEpochMilli(instant.toEpochMilli());
		}
		catch (DateTimeException | ArithmeticException ex) {
			throw new IllegalArgumentException("is no time", ex);
		}
	}

	@Override
	public String toString() {
		return "Person[redacted]";
	}

	/** The fields of a record, with what is said of a wrong value. */
	enum Field {

		ID("id", "must be a random UUID"), EMAIL("email", "must be a mail address such as name@example.org"),
		PHONE("phone", "must be a phone number such as +49 30 123456"),
		PASSWORD("password", "must have 1 to 128 characters of Unicode"),
		PASSWORD_HASH("passwordHash",
				"must be a hash of bcrypt, scrypt, PBKDF2 or Argon2 that is not damaged, as a PHC string or in a form of Spring Security or Django"),
		PASSWORD_EXPIRED("passwordExpired", "must be true or false"), STATUS("status", "must be active or disabled"),
		CREATED_AT("createdAt", "must be a time such as 2026-11-22T12:00:00Z"),
		BINDING("binding", "must be strict, prefix, step-up, report or off"),
		LANGUAGE("language", "must be one of: en, fr, ar, de, es");

		private final String text;

		private final String rule;

		Field(String text, String rule) {
			this.text = text;
			this.rule = rule;
		}

		/** Its name in a file. */
		String text() {
			return this.text;
		}

		static @Nullable Field named(String name) {
			for (Field field : values()) {
				if (field.text.equals(name)) {
					return field;
				}
			}
			return null;
		}

	}

	private record Reader(Map<Field, String> fields) {

		<T> @Nullable T read(Field field, Function<String, T> parse) {
			String text = this.fields.get(field);
			try {
				return (text != null) ? parse.apply(text) : null;
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(field.text + " " + field.rule, ex);
			}
		}

	}

}
