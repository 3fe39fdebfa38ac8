package io.hellwall.browser;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where browsers find the service: a scheme, a host and a port.
 *
 * @param secure whether it is https
 * @param port as it was written; -1 if it was not
 */
public record PublicUrl(boolean secure, String host, int port) {

	private static final Pattern FORM = Pattern.compile("(?i)(https?)://([a-z0-9.-]+)(?::(\\d{1,5}))?/?");

	/**
	 * Reads an address without a path.
	 * @throws IllegalArgumentException if it is not https, or http on this machine; the
	 * message does not repeat it
	 */
	public static PublicUrl of(String text) {
		Matcher form = FORM.matcher(text.strip());
		if (!form.matches()) {
			throw refused();
		}
		HostName host = host(form.group(2));
		boolean secure = form.group(1).toLowerCase(Locale.ROOT).equals("https");
		int port = (form.group(3) != null) ? Integer.parseInt(form.group(3)) : -1;
		if (port == 0 || port > 65535 || (!secure && !host.isLoopback())) {
			throw refused();
		}
		return new PublicUrl(secure, host.value(), (port == (secure ? 443 : 80)) ? -1 : port);
	}

	private static HostName host(String text) {
		try {
			return HostName.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw refused();
		}
	}

	private static IllegalArgumentException refused() {
		return new IllegalArgumentException(
				"must be https:// and a host, without a path, such as https://login.example.org"
						+ "; http:// is for localhost only");
	}

	/** As browsers write it in the field {@code Origin} (RFC 6454 §6.2). */
	public String origin() {
		return scheme() + "://" + this.host + ((this.port >= 0) ? ":" + this.port : "");
	}

	/** An address of ours, with the path given. */
	URI at(String path) {
		return URI.create(origin() + path);
	}

	String scheme() {
		return this.secure ? "https" : "http";
	}

	/** Whether it is for trying out on this machine. */
	boolean isLoopback() {
		return new HostName(this.host).isLoopback();
	}

}
