package io.hellwall.browser;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people sign in by a browser, and for which applications.
 *
 * @param publicUrl where browsers find the service: https and a host; without it there
 * are no sign-in pages and no cookies
 * @param signin for which applications
 */
@ConfigurationProperties("hellwall")
public record SignInProperties(@Nullable PublicUrl publicUrl, @DefaultValue SignIn signin) {

	/** The domains of the applications. */
	public List<CookieDomain> cookieDomains() {
		return this.signin.cookieDomains();
	}

	/**
	 * For which applications people sign in.
	 *
	 * @param cookieDomains the domains of the applications; none if they share the host
	 * of the sign-in pages
	 */
	public record SignIn(@DefaultValue List<CookieDomain> cookieDomains) {
	}

}
