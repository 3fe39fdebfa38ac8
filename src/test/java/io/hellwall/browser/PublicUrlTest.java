package io.hellwall.browser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Which addresses and domains an operator may set. */
class PublicUrlTest {

	@ParameterizedTest
	@CsvSource({ "https://login.example.org, https://login.example.org",
			"https://login.example.org/, https://login.example.org",
			"HTTPS://Login.Example.ORG:443, https://login.example.org",
			"https://login.example.org:8443, https://login.example.org:8443",
			"https://203.0.113.9, https://203.0.113.9", "http://localhost:8080, http://localhost:8080",
			"http://127.0.0.1:80/, http://127.0.0.1" })
	void ofWhenItNamesAHostThenGivesItsOrigin(String text, String origin) {
		assertThat(PublicUrl.of(text).origin()).isEqualTo(origin);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "login.example.org", "http://login.example.org", "https://login.example.org/auth",
			"https://login.example.org?a", "https://login.example.org#", "https://a@login.example.org", "https://",
			"https://login.example.org.", "https://-login.example.org", "https://login_1.example.org",
			"https://login.example.org:0", "https://login.example.org:65536", "https://login.example.org:",
			"https://[::1]", "ftp://localhost", "https://b\u00fccher.example", "https://login.example.org\n",
			"http://localhost.example.org", "http://128.0.0.1" })
	void ofWhenItIsNotOneHostWithTlsThenRefuses(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> PublicUrl.of(text.replace("\n", "\nx")))
			.withMessageStartingWith("must be https:// and a host");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "example.org", "EXAMPLE.org", "apps.example.org", "xn--bcher-kva.example", " example.org " })
	void domainWhenItIsOneThenIsTaken(String text) {
		assertThat(CookieDomain.of(text).value()).isLowerCase().isEqualToIgnoringCase(text.strip());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "org", "localhost", ".example.org", "example.org.", "*.example.org", "127.0.0.1",
			"example.org:443", "https://example.org", "ex ample.org", "b\u00fccher.example", "a..example.org" })
	void domainWhenNoBrowserTakesACookieForItThenRefuses(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CookieDomain.of(text))
			.withMessageStartingWith("must be a domain");
	}

	@Test
	void withinWhenNamesOnlyEndAlikeThenIsFalse() {
		CookieDomain domain = CookieDomain.of("example.org");
		assertThat(HostName.parse("app.example.org").within(domain)).isTrue();
		assertThat(HostName.parse("example.org").within(domain)).isTrue();
		assertThat(HostName.parse("evilexample.org").within(domain)).isFalse();
		assertThat(HostName.parse("example.org.evil.test").within(domain)).isFalse();
	}

}
