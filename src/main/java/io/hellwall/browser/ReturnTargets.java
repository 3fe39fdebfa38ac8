package io.hellwall.browser;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Where a browser may be sent after a sign-in. Addresses are read by a grammar of our own
 * that is narrower than RFC 3986: what two programs could read in two ways is refused.
 */
@Component
public class ReturnTargets {

	private static final int LONGEST = 2048;

	/**
	 * No user, no brackets, nothing encoded in the host; after it what RFC 3986 allows,
	 * and the brackets that browsers send as they are.
	 */
	private static final String REST = "[A-Za-z0-9._~:/?#@!$&'()*+,;=\\[\\]{}|^`-]|%[0-9A-Fa-f]{2}";

	private static final Pattern ABSOLUTE = Pattern
		.compile("(?i)(https?)://([a-z0-9.-]+)(?::(\\d{1,5}))?((?:[/?#](?:" + REST + ")*+)?)");

	private static final Pattern UNENCODED = Pattern.compile("[\\[\\]{}|^`]");

	private static final Pattern OWN_PATH = Pattern.compile("/(?!/)(?:" + REST + ")*+");

	private final @Nullable PublicUrl publicUrl;

	private final List<CookieDomain> domains;

	ReturnTargets(SignInProperties properties) {
		this.publicUrl = properties.publicUrl();
		this.domains = properties.cookieDomains();
	}

	/**
	 * The address that somebody wants to go to, if a sign-in may lead there: a path of
	 * ours, or an address on our own host, on a listed domain or under one.
	 * @param rd what the request says; null if it says nothing
	 * @return an absolute address in ASCII, its scheme and host in lower case
	 */
	public Optional<URI> accept(@Nullable String rd) {
		if (rd == null || rd.length() > LONGEST || this.publicUrl == null) {
			return Optional.empty();
		}
		if (OWN_PATH.matcher(rd).matches()) {
			return uri(this.publicUrl.origin() + encoded(rd));
		}
		Matcher absolute = ABSOLUTE.matcher(rd);
		return absolute.matches() ? accept(absolute, this.publicUrl) : Optional.empty();
	}

	private Optional<URI> accept(Matcher absolute, PublicUrl own) {
		String scheme = absolute.group(1).toLowerCase(Locale.ROOT);
		Optional<HostName> host = host(absolute.group(2));
		String port = absolute.group(3);
		boolean schemeFits = scheme.equals("https") || (scheme.equals("http") && !own.secure());
		if (!schemeFits || host.isEmpty() || !isKnown(host.get(), own)
				|| (port != null && !isPort(Integer.parseInt(port), scheme, host.get(), own))) {
			return Optional.empty();
		}
		String authority = host.get().value() + ((port != null) ? ":" + port : "");
		return uri(scheme + "://" + authority + encoded(absolute.group(4)));
	}

	private boolean isKnown(HostName host, PublicUrl own) {
		return host.value().equals(own.host()) || this.domains.stream().anyMatch(host::within);
	}

	private static boolean isPort(int port, String scheme, HostName host, PublicUrl own) {
		boolean usual = port == (scheme.equals("https") ? 443 : 80);
		boolean ours = host.value().equals(own.host()) && port == own.port();
		return usual || ours || (own.isLoopback() && port > 0 && port <= 65535);
	}

	/**
	 * The address of the sign-in page, which leads back to the given one if it may.
	 * @throws IllegalStateException if there are no sign-in pages
	 */
	public URI signIn(URI original) {
		if (this.publicUrl == null) {
			throw new IllegalStateException("hellwall.public-url is not set");
		}
		String query = accept(original.toString())
			.map((target) -> "?rd=" + URLEncoder.encode(target.toString(), StandardCharsets.UTF_8))
			.orElse("");
		return this.publicUrl.at("/signin" + query);
	}

	/**
	 * The same places as a content security policy names them: browsers apply
	 * {@code form-action} to redirects after a form, too (CSP 3 §6.3.1).
	 */
	public String formAction() {
		List<String> sources = new ArrayList<>(List.of("'self'"));
		this.domains.forEach((it) -> {
			sources.add("https://" + it.value());
			sources.add("https://*." + it.value());
		});
		if (this.publicUrl != null) {
			sources.add(this.publicUrl.scheme() + "://" + this.publicUrl.host()
					+ (this.publicUrl.isLoopback() ? ":*" : ""));
		}
		return String.join(" ", sources);
	}

	private static Optional<HostName> host(String text) {
		try {
			return Optional.of(HostName.parse(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** Browsers send some characters as they are that RFC 3986 wants encoded. */
	private static String encoded(String rest) {
		return UNENCODED.matcher(rest)
			.replaceAll((found) -> "%" + HexFormat.of().withUpperCase().toHexDigits((byte) found.group().charAt(0)));
	}

	/** A second {@code #} has no place in an address. */
	private static Optional<URI> uri(String text) {
		try {
			return Optional.of(URI.create(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
