package io.hellwall.tracing;

import java.net.URI;

/**
 * Where a collector takes traces.
 *
 * @param value http or https, with a host and a path
 */
record CollectorUrl(URI value) {

	private static final String FORM = "must be http:// or https://, a host and the path for traces, such as http://localhost:4318/v1/traces";

	/**
	 * Reads an address.
	 * @throws IllegalArgumentException if it has another form; the message does not
	 * repeat it
	 */
	public static CollectorUrl of(String text) {
		URI url = uri(text.strip());
		boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
		String path = url.getPath();
		if (!http || url.getHost() == null || url.getUserInfo() != null || path == null || path.length() < 2) {
			throw new IllegalArgumentException(FORM);
		}
		return new CollectorUrl(url);
	}

	private static URI uri(String text) {
		try {
			return URI.create(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(FORM, ex);
		}
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
