package io.hellwall.browser;

import java.security.SecureRandom;
import java.util.stream.Stream;

import io.hellwall.token.TestForm;
import org.jspecify.annotations.Nullable;

/** Settings of sign-in pages, for tests without a service. */
public final class TestSettings {

	private TestSettings() {
	}

	/** The cookies under these settings. */
	public static SignInCookies cookies(SignInProperties settings) {
		return new SignInCookies(settings, TestForm.byDefault(), new SecureRandom());
	}

	/** Where a sign-in may lead under these settings. */
	public static ReturnTargets targets(SignInProperties settings) {
		return new ReturnTargets(settings);
	}

	/** Which forms are ours under these settings. */
	public static OwnOrigin origin(SignInProperties settings) {
		return new OwnOrigin(settings);
	}

	/**
	 * As an operator would set them.
	 * @param publicUrl null where nobody signs in by a browser
	 */
	public static SignInProperties of(@Nullable String publicUrl, String... domains) {
		return new SignInProperties((publicUrl != null) ? PublicUrl.of(publicUrl) : null,
				new SignInProperties.SignIn(Stream.of(domains).map(CookieDomain::of).toList()));
	}

}
