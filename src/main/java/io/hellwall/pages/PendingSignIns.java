package io.hellwall.pages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.hellwall.account.EmailAddress;
import io.hellwall.browser.SignInProperties;
import io.hellwall.crypto.Boxes;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Purpose;
import io.hellwall.device.MacAddress;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.password.Password;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * What somebody typed into the first form and the second one needs too. It is in a cookie
 * of the browser, encrypted, for as long as the passcode works, and nowhere else: no
 * store and no page holds a password in clear.
 */
@Component
class PendingSignIns {

	private final Boxes boxes;

	private final boolean secure;

	private final String name;

	private final InstantSource time;

	PendingSignIns(SignInProperties properties, KeyRing keys, SecureRandom random, InstantSource time) {
		this.boxes = new Boxes(keys, random, Purpose.FORM);
		this.secure = properties.publicUrl() == null || properties.publicUrl().secure();
		// No __Host-, with which it would be sent to each page.
		this.name = (this.secure ? "__Secure-" : "") + "hellwall-pending";
		this.time = time;
	}

	/**
	 * @param password as it was typed
	 * @param device the only one that can open it
	 * @param sent for how long
	 */
	ResponseCookie keep(EmailAddress email, String password, MacAddress device, Sent sent) {
		byte[] text = (email.value() + "\n" + password).getBytes(StandardCharsets.UTF_8);
		byte[] secret = ByteBuffer.allocate(Long.BYTES + text.length)
			.putLong(sent.expiresAt().toEpochMilli())
			.put(text)
			.array();
		String box = Base64.getUrlEncoder().withoutPadding().encodeToString(this.boxes.close(secret, place(device)));
		return cookie(box, sent.expiresIn());
	}

	/** What the browser holds; empty if that is nothing, or no longer good. */
	Optional<Pending> find(HttpServletRequest request, MacAddress device) {
		Cookie[] cookies = request.getCookies();
		List<Cookie> named = Stream.of((cookies != null) ? cookies : new Cookie[0])
			.filter((it) -> it.getName().equals(this.name))
			.toList();
		return (named.size() == 1) ? open(named.getFirst().getValue(), device) : Optional.empty();
	}

	/** The same; empty too if it is about another account. */
	Optional<Pending> find(HttpServletRequest request, MacAddress device, EmailAddress email) {
		return find(request, device).filter((pending) -> pending.email().key().equals(email.key()));
	}

	private Optional<Pending> open(String text, MacAddress device) {
		try {
			return this.boxes.open(Base64.getUrlDecoder().decode(text), place(device))
				.map(PendingSignIns::read)
				.filter((pending) -> this.time.instant().isBefore(pending.expiresAt()));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty(); // It is not of ours.
		}
	}

	private static Pending read(byte[] secret) {
		Instant expiresAt = Instant.ofEpochMilli(ByteBuffer.wrap(secret).getLong());
		String text = new String(secret, Long.BYTES, secret.length - Long.BYTES, StandardCharsets.UTF_8);
		int end = text.indexOf('\n');
		return new Pending(EmailAddress.parse(text.substring(0, end)), text.substring(end + 1), expiresAt);
	}

	ResponseCookie forget() {
		return cookie("", Duration.ZERO);
	}

	private ResponseCookie cookie(String value, Duration maxAge) {
		return ResponseCookie.from(this.name, value)
			.httpOnly(true)
			.secure(this.secure)
			.sameSite("Strict")
			.path("/signin")
			.maxAge(maxAge)
			.build();
	}

	private static String place(MacAddress device) {
		return "signin/" + device.value();
	}

	/**
	 * What somebody typed.
	 *
	 * @param typed the password, before it was brought into its normal form
	 */
	record Pending(EmailAddress email, String typed, Instant expiresAt) {

		Password password() {
			return Password.parse(this.typed);
		}

		@Override
		public String toString() {
			return "Pending[redacted]";
		}

	}

}
