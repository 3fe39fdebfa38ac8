package io.hellwall.password;

import java.nio.charset.StandardCharsets;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The hashes were made by Python's hashlib, by libxcrypt and by libargon2. */
class ForeignHashTest {

	private static final String PASSWORD = "correct horse b\u00e4tterY staple";

	private static final String SALT = "MDEyMzQ1Njc4OWFiY2RlZg";

	private static final String SCRYPT = "tf8lixJEYN51OpKAWrpVPSO7hngqnr9wODvRQuyalIQ";

	private static final String SHA256 = "IUJwW/2WLFgcFthHcBfLC5lW32GISvUycWiUP2+1fAc";

	private static final String BCRYPT = "$2b$05$abcdefghijklmnopqrstuuApF0h1BGy.cJXG0Jq5wbcj68pfW1j6m";

	@ParameterizedTest
	@ValueSource(strings = { BCRYPT, "{bcrypt}" + BCRYPT, "bcrypt$" + BCRYPT,
			"$2y$04$abcdefghijklmnopqrstuuahQceuQBdItjpqEmwXD/efHCvFtcvba",
			"$2a$04$abcdefghijklmnopqrstuuahQceuQBdItjpqEmwXD/efHCvFtcvba",
			"$scrypt$ln=10,r=8,p=1$" + SALT + "$" + SCRYPT, "$scrypt$ln=1024,r=8,p=1$" + SALT + "==$" + SCRYPT + "=",
			"{scrypt}$a0801$" + SALT + "==$" + SCRYPT + "=",
			"{scrypt@SpringSecurity_v5_8}$a0801$" + SALT + "==$" + SCRYPT + "=",
			"scrypt$1024$saltsalt$8$5$kpIzxUfYdlGkgOp6L9Ogyw1s4bw4heqphx48Brqnsc8/PPTb+PgXB01pEdzOkzufHS2bLyrcBEG+GEwpa5KZ8w==",
			"$pbkdf2-sha256$1000$" + SALT + "$" + SHA256, "$pbkdf2-sha256$i=1000,l=32$" + SALT + "$" + SHA256,
			"$pbkdf2-sha256$1000$" + SALT + "$IUJwW/2WLFgcFthHcBfLC5lW32GISvUycWiUP2.1fAc",
			"$pbkdf2$1000$" + SALT + "$dFME96JZvDAuRjcjbu2zJHJuFLY",
			"$pbkdf2-sha512$1000$" + SALT
					+ "$RUyu3Sb+xHXgvJAO846J6ImWYG7+zyp3Y61bia1QKcg+p1207UjfkCGpE8zvuLZk7NPpS/Zd+B/t5V4Oq1X/pw",
			"pbkdf2_sha256$1000$saltsalt$EA+Ve3kIF8ziOBETQeNrGNg9hR75244QQjJFYwxO1sU=",
			"{pbkdf2}0102030405060708f12dcfb1e20c1e42aa6b8dee19a4ed5e81686a3f479e2b6a4dba37c5d2d92425",
			"{pbkdf2@SpringSecurity_v5_8}30313233343536373839616263646566967d094310a4715309c452379f363390186692b5551fa5f5c98823465f2b0d50" })
	void matchesWhenAnotherSystemHashedThenTellsTheSame(String text) {
		ForeignHash hash = ForeignHash.parse(text);
		assertThat(hash.matches(PASSWORD)).isTrue();
		assertThat(hash.matches(PASSWORD + " ")).isFalse();
		ForeignHash stored = ForeignHash.parse(hash.text());
		assertThat(stored.text()).isEqualTo(hash.text()).startsWith("{");
		assertThat(stored.matches(PASSWORD)).isTrue();
		assertThat(stored.work()).isEqualTo(hash.work()).isPositive();
		assertThat(hash.toString()).endsWith("[redacted]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "$argon2id$v=19$m=64,t=2,p=1$", "{argon2}$argon2id$v=19$m=64,t=2,p=1$",
			"argon2$argon2id$v=19$m=64,t=2,p=1$" })
	void parseWhenItIsArgon2ThenIsStoredInOneSpelling(String start) {
		assertThat(ForeignHash.parse(start + SALT + "==$" + SHA256 + "=").text())
			.isEqualTo("{argon2}$argon2id$v=19$m=64,t=2,p=1$" + SALT + "$" + SHA256);
	}

	/** Made by the test itself: there is one library for all three kinds. */
	@ParameterizedTest
	@ValueSource(strings = { "ARGON2i", "ARGON2d", "ARGON2id" })
	void matchesWhenArgon2HashedThenTellsTheSame(String type) {
		String made = Argon2Factory.create(Argon2Types.valueOf(type))
			.hash(2, 64, 2, PASSWORD.getBytes(StandardCharsets.UTF_8));
		assertThat(ForeignHash.parse(made).matches(PASSWORD)).isTrue();
		assertThat(ForeignHash.parse(made).matches("another")).isFalse();
		assertThat(ForeignHash.parse(made).text()).isEqualTo("{argon2}" + made);
	}

	/** As every bcrypt does. */
	@Test
	void matchesWhenThePasswordIsLongThenBcryptReadsSeventyTwoBytes() {
		ForeignHash hash = ForeignHash.parse("$2b$04$abcdefghijklmnopqrstuuBzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe");
		assertThat(hash.matches("a".repeat(80))).isTrue();
		assertThat(hash.matches("a".repeat(72))).isTrue();
		assertThat(hash.matches("a".repeat(71))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "secret", "{noop}secret", "{sha256}abc", "{bcrypt}secret", "{scrypt}" + BCRYPT,
			"$2x$05$abcdefghijklmnopqrstuuApF0h1BGy.cJXG0Jq5wbcj68pfW1j6m",
			"$2b$03$abcdefghijklmnopqrstuuApF0h1BGy.cJXG0Jq5wbcj68pfW1j6m",
			"$2b$32$abcdefghijklmnopqrstuuApF0h1BGy.cJXG0Jq5wbcj68pfW1j6m",
			"$2b$05$abcdefghijklmnopqrstuuApF0h1BGy.cJXG0Jq5wbcj68pfW1j6", "$bcrypt-sha256$2b,12$abc$def",
			"$scrypt$ln=10,r=0,p=1$" + SALT + "$" + SCRYPT, "$scrypt$ln=10,r=8,p=256$" + SALT + "$" + SCRYPT,
			"$scrypt$ln=1025,r=8,p=1$" + SALT + "$" + SCRYPT, "$scrypt$ln=10,r=8,p=1$$" + SCRYPT,
			"$scrypt$ln=10,r=8,p=1$" + SALT + "$secret", "$pbkdf2-sha256$0$" + SALT + "$" + SHA256,
			"$pbkdf2-sha256$99999999999999999999$" + SALT + "$" + SHA256, "$pbkdf2-md5$10$" + SALT + "$" + SHA256,
			"$pbkdf2-sha256$10$" + SALT + "$sec*ret", "$argon2id$v=19$m=7,t=1,p=1$" + SALT + "$" + SHA256,
			"$argon2id$v=18$m=64,t=1,p=1$" + SALT + "$" + SHA256, "$argon2id$v=19$m=64,t=0,p=1$" + SALT + "$" + SHA256,
			"$argon2id$v=19$m=1024,t=1,p=17$" + SALT + "$" + SHA256,
			"$argon2x$v=19$m=64,t=1,p=1$" + SALT + "$" + SHA256 })
	void parseWhenItIsNoneOfTheseOrDamagedThenRefusesWithoutRepeatingIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ForeignHash.parse(text))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret", "sec*ret", SALT));
	}

	@ParameterizedTest
	@CsvSource({ "'$scrypt$ln=17,r=8,p=1$', 131072", "'$scrypt$ln=30,r=255,p=1$', 34225520640",
			"'$argon2id$v=19$m=1048576,t=1,p=1$', 1048576" })
	void memoryWhenItIsReadThenIsThatOfACheck(String start, long kibibytes) {
		assertThat(ForeignHash.parse(start + SALT + "$" + SHA256).memory()).isEqualTo(kibibytes);
	}

	@Test
	void workWhenTheCostGrowsThenGrows() {
		assertThat(ForeignHash.parse(BCRYPT.replace("$05$", "$06$")).work())
			.isEqualTo(2 * ForeignHash.parse(BCRYPT).work());
		String longer = "$pbkdf2-sha256$2000$" + SALT + "$" + SHA256;
		assertThat(ForeignHash.parse(longer).work())
			.isEqualTo(2 * ForeignHash.parse(longer.replace("2000", "1000")).work());
		assertThat(ForeignHash.parse("$pbkdf2$1000$" + SALT + "$" + SHA256).work()).as("two blocks")
			.isGreaterThan(ForeignHash.parse("$pbkdf2$1000$" + SALT + "$dFME96JZvDAuRjcjbu2zJHJuFLY").work());
	}

}
