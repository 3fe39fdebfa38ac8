package io.hellwall.browser;

import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Whether a form was sent by a page of ours. A page of somebody else could sign a person
 * in as somebody else, or end sessions.
 */
@Component
public class OwnOrigin {

	private static final String FETCH_SITE = "Sec-Fetch-Site";

	private final @Nullable PublicUrl publicUrl;

	OwnOrigin(SignInProperties properties) {
		this.publicUrl = properties.publicUrl();
	}

	/**
	 * Goes by {@code Sec-Fetch-Site}, which no script can write. A browser that does not
	 * know it sends {@code Origin}. With neither, or with one that stands twice, the
	 * request is refused.
	 */
	public boolean allows(HttpServletRequest request) {
		List<String> site = Collections.list(request.getHeaders(FETCH_SITE));
		if (!site.isEmpty()) {
			return site.equals(List.of("same-origin"));
		}
		List<String> origin = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
		return this.publicUrl != null && origin.equals(List.of(this.publicUrl.origin()));
	}

}
