package io.hellwall.password;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The spellings of a hash in the exports of other systems. */
final class HashForms {

	/** A longer text is not even looked at. */
	private static final int LONGEST = 1024;

	/** Spring Security: the name of the kind, perhaps with a version. */
	private static final Pattern ID = Pattern.compile("\\{([a-z0-9]+)(?:@SpringSecurity_v5_8)?}(.*)");

	private static final Pattern BCRYPT = Pattern.compile("(?:bcrypt\\$)?(\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53})");

	private static final Pattern ARGON2 = Pattern
		.compile("(?:argon2)?\\$(argon2(?:id|i|d))\\$(?:v=(\\d+)\\$)?m=(\\d+),t=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");

	/** PHC. Ory writes the cost itself where others write its logarithm. */
	private static final Pattern SCRYPT = Pattern
		.compile("\\$scrypt\\$ln=(\\d+),r=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");

	/** Three numbers in one: the logarithm of the cost, then r and p in a byte each. */
	private static final Pattern SPRING_SCRYPT = Pattern.compile("\\$([0-9a-f]{5,6})\\$([^$]+)\\$([^$]+)");

	private static final Pattern DJANGO_SCRYPT = Pattern
		.compile("scrypt\\$(\\d+)\\$([^$]+)\\$(\\d+)\\$(\\d+)\\$([^$]+)");

	private static final Pattern PBKDF2 = Pattern
		.compile("\\$pbkdf2(?:-(sha1|sha256|sha512))?\\$(?:i=)?(\\d+)(?:,l=\\d+)?\\$([^$]+)\\$([^$]+)");

	private static final Pattern DJANGO_PBKDF2 = Pattern
		.compile("pbkdf2_(sha1|sha256|sha512)\\$(\\d+)\\$([^$]+)\\$([^$]+)");

	/** Spring Security before 5.8: a salt of 8 bytes and a key of 32. */
	private static final Pattern SPRING_PBKDF2 = Pattern.compile("[0-9a-f]{80}");

	/** Spring Security since 5.8: a salt of 16 bytes and a key of 32. */
	private static final Pattern SPRING_PBKDF2_NEW = Pattern.compile("[0-9a-f]{96}");

	private HashForms() {
	}

	static ForeignHash parse(String text) {
		Matcher braces = ID.matcher(text);
		boolean named = braces.matches();
		String kind = named ? braces.group(1) : "";
		ForeignHash hash = (text.length() <= LONGEST) ? read(named ? braces.group(2) : text) : null;
		if (hash == null || (named && !hash.text().startsWith("{" + kind + "}"))) {
			throw new IllegalArgumentException(
					"must be a hash of bcrypt, scrypt, PBKDF2 or Argon2, as a PHC string or in a form of Spring Security or Django");
		}
		return hash;
	}

	private static @Nullable ForeignHash read(String text) {
		Matcher form = BCRYPT.matcher(text);
		if (form.matches()) {
			return new BcryptHash(form.group(1), number(form.group(2)));
		}
		form = ARGON2.matcher(text);
		if (form.matches()) {
			return new Argon2Hash(form.group(1), (form.group(2) != null) ? number(form.group(2)) : Argon2Hash.OLD,
					number(form.group(3)), number(form.group(4)), number(form.group(5)), base64(form.group(6)),
					base64(form.group(7)));
		}
		ForeignHash scrypt = readScrypt(text);
		return (scrypt != null) ? scrypt : readPbkdf2(text);
	}

	private static @Nullable ForeignHash readScrypt(String text) {
		Matcher form = SCRYPT.matcher(text);
		if (form.matches()) {
			int cost = number(form.group(1));
			return new ScryptHash((cost < Integer.SIZE) ? cost : log(cost), number(form.group(2)),
					number(form.group(3)), base64(form.group(4)), base64(form.group(5)));
		}
		form = DJANGO_SCRYPT.matcher(text);
		if (form.matches()) {
			return new ScryptHash(log(number(form.group(1))), number(form.group(3)), number(form.group(4)),
					form.group(2).getBytes(StandardCharsets.UTF_8), base64(form.group(5)));
		}
		form = SPRING_SCRYPT.matcher(text);
		if (form.matches()) {
			int numbers = Integer.parseInt(form.group(1), 16);
			return new ScryptHash(numbers >> 16, (numbers >> 8) & 0xFF, numbers & 0xFF, base64(form.group(2)),
					base64(form.group(3)));
		}
		return null;
	}

	private static @Nullable ForeignHash readPbkdf2(String text) {
		Matcher form = PBKDF2.matcher(text);
		if (form.matches()) {
			return new Pbkdf2Hash((form.group(1) != null) ? form.group(1) : "sha1", number(form.group(2)),
					base64(form.group(3)), base64(form.group(4)));
		}
		form = DJANGO_PBKDF2.matcher(text);
		if (form.matches()) {
			return new Pbkdf2Hash(form.group(1), number(form.group(2)), form.group(3).getBytes(StandardCharsets.UTF_8),
					base64(form.group(4)));
		}
		if (SPRING_PBKDF2.matcher(text).matches()) {
			return new Pbkdf2Hash("sha1", 185_000, hex(text, 0, 16), hex(text, 16, 80));
		}
		if (SPRING_PBKDF2_NEW.matcher(text).matches()) {
			return new Pbkdf2Hash("sha256", 310_000, hex(text, 0, 32), hex(text, 32, 96));
		}
		return null;
	}

	/** A number that is too large is refused by what it is a parameter of. */
	private static int number(String digits) {
		return (digits.length() < 10) ? Integer.parseInt(digits) : Integer.MAX_VALUE;
	}

	private static int log(int cost) {
		return (Integer.bitCount(cost) == 1) ? Integer.numberOfTrailingZeros(cost) : Integer.MAX_VALUE;
	}

	/** With or without padding; passlib writes a dot for a plus. */
	private static byte[] base64(String text) {
		try {
			return Base64.getDecoder().decode(text.replace('.', '+').replaceFirst("=+$", ""));
		}
		catch (IllegalArgumentException ex) {
			throw damaged(); // this one repeats characters
		}
	}

	private static byte[] hex(String text, int from, int to) {
		return HexFormat.of().parseHex(text, from, to);
	}

	static String base64(byte[] bytes) {
		return Base64.getEncoder().withoutPadding().encodeToString(bytes);
	}

	static void require(boolean holds) {
		if (!holds) {
			throw damaged();
		}
	}

	private static IllegalArgumentException damaged() {
		return new IllegalArgumentException("is damaged: a parameter, the salt or the hash itself is out of range");
	}

}
