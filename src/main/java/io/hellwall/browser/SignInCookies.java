package io.hellwall.browser;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.hellwall.device.MacAddress;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenForm;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookies of a sign-in: the token, and the device that it belongs to. A browser
 * cannot tell a hardware address, so it is given a random one that it keeps.
 * <p>
 * Where the sign-in pages lie in a listed domain, the cookies are for all hosts of that
 * domain. Otherwise they are for one host alone ({@code __Host-}). Without TLS, which is
 * for trying out on this machine, their names have no prefix: not every browser takes one
 * there. Only names of the form in use are read: another cookie was set by somebody else.
 */
@Component
public class SignInCookies {

	/** The longest life that browsers give a cookie (draft-ietf-httpbis-rfc6265bis). */
	private static final Duration LONGEST = Duration.ofDays(400);

	private static final Pattern MAC = Pattern.compile("[0-9a-f]{12}");

	private static final int GROUP_BIT = 0x01;

	private static final int LOCAL_BIT = 0x02;

	private final @Nullable PublicUrl publicUrl;

	private final List<CookieDomain> domains;

	private final boolean secure;

	private final String prefix;

	private final TokenForm form;

	private final SecureRandom random;

	SignInCookies(SignInProperties properties, TokenForm form, SecureRandom random) {
		this.publicUrl = properties.publicUrl();
		this.domains = properties.cookieDomains();
		boolean shared = this.publicUrl != null && domain(this.publicUrl.host()).isPresent();
		this.secure = this.publicUrl == null || this.publicUrl.secure();
		this.prefix = !this.secure ? "" : shared ? "__Secure-" : "__Host-";
		this.form = form;
		this.random = random;
	}

	/**
	 * The token of a browser and its device; empty if one of them is missing, stands
	 * twice or is malformed, and where nobody signs in by a browser.
	 */
	public Optional<SignedIn> read(HttpServletRequest request) {
		return value(request, tokenName()).flatMap(this::token)
			.flatMap((token) -> device(request).map((device) -> new SignedIn(token, device)));
	}

	/** The device alone, by the same rules. */
	public Optional<MacAddress> device(HttpServletRequest request) {
		return value(request, deviceName()).flatMap(SignInCookies::mac);
	}

	/**
	 * A hardware address for a browser that has none yet: random, and locally
	 * administered (IEEE 802-2014 §8.4), so that it is that of no network card.
	 */
	public MacAddress newDevice() {
		byte[] bytes = new byte[6];
		this.random.nextBytes(bytes);
		bytes[0] = (byte) ((bytes[0] & ~GROUP_BIT) | LOCAL_BIT);
		return new MacAddress(HexFormat.ofDelimiter(":").formatHex(bytes));
	}

	/**
	 * Keeps the token until the browser is closed.
	 * @param host whose cookie domain the cookie is for
	 */
	public ResponseCookie token(BaseToken token, String host) {
		return cookie(tokenName(), this.form.write(token), host).build();
	}

	/** Keeps the device for as long as a browser keeps anything. */
	public ResponseCookie device(MacAddress device, String host) {
		return cookie(deviceName(), device.value().replace(":", ""), host).maxAge(LONGEST).build();
	}

	/** Deletes the token. The browser stays the same device. */
	public List<ResponseCookie> forget(String host) {
		return List.of(cookie(tokenName(), "", host).maxAge(0).build());
	}

	private ResponseCookie.ResponseCookieBuilder cookie(String name, String value, String host) {
		ResponseCookie.ResponseCookieBuilder cookie = ResponseCookie.from(name, value)
			.httpOnly(true)
			.secure(this.secure)
			.sameSite("Lax")
			.path("/");
		return this.prefix.equals("__Secure-") ? cookie.domain(domain(host).map(CookieDomain::value).orElse(null))
				: cookie;
	}

	/** The smallest of the listed domains that the host lies in. */
	private Optional<CookieDomain> domain(String host) {
		HostName name = HostName.parse(host);
		return this.domains.stream().filter(name::within).max(Comparator.comparingInt((it) -> it.value().length()));
	}

	private Optional<String> value(HttpServletRequest request, String name) {
		Cookie[] cookies = request.getCookies();
		if (this.publicUrl == null || cookies == null) {
			return Optional.empty();
		}
		List<Cookie> named = Stream.of(cookies).filter((it) -> it.getName().equals(name)).toList();
		return (named.size() == 1) ? Optional.ofNullable(named.getFirst().getValue()) : Optional.empty();
	}

	private Optional<BaseToken> token(String text) {
		try {
			return Optional.of(this.form.parse(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** Only an address as we give it: nobody may claim that of a network card here. */
	private static Optional<MacAddress> mac(String text) {
		return Optional.of(text)
			.filter(MAC.asMatchPredicate())
			.map(MacAddress::parse)
			.filter((mac) -> (mac.bytes()[0] & (GROUP_BIT | LOCAL_BIT)) == LOCAL_BIT);
	}

	private String tokenName() {
		return this.prefix + "hellwall-token";
	}

	private String deviceName() {
		return this.prefix + "hellwall-device";
	}

	/** A browser in which somebody has signed in. Whether the token is good, is open. */
	public record SignedIn(BaseToken token, MacAddress device) {
	}

}
