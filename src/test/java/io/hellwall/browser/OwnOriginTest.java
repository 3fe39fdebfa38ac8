package io.hellwall.browser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** From which pages a form is accepted. */
class OwnOriginTest {

	private final OwnOrigin origin = new OwnOrigin(TestSettings.of("https://login.example.org", "example.org"));

	@ParameterizedTest
	@CsvSource({ "same-origin, ''", "same-origin, https://login.example.org", "'', https://login.example.org",
			"same-origin, null" })
	void allowsWhenAPageOfOursSentItThenIsTrue(String site, String origin) {
		assertThat(this.origin.allows(request(site, origin))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "'', ''", "cross-site, ''", "same-site, ''", "none, ''", "SAME-ORIGIN, ''",
			"'same-origin, cross-site', ''", "cross-site, https://login.example.org",
			"same-site, https://login.example.org", "'', https://evil.test", "'', http://login.example.org",
			"'', https://app.example.org", "'', https://login.example.org:8443", "'', https://login.example.org/",
			"'', https://login.example.org.evil.test", "'', null",
			"'', 'https://login.example.org https://evil.test'" })
	void allowsWhenAnotherPageSentItOrNobodyTellsThenIsFalse(String site, String origin) {
		assertThat(this.origin.allows(request(site, origin))).isFalse();
	}

	@Test
	void allowsWhenAFieldStandsTwiceThenIsFalse() {
		MockHttpServletRequest request = request("same-origin", "");
		request.addHeader("Sec-Fetch-Site", "same-origin");
		assertThat(this.origin.allows(request)).isFalse();
		request = request("", "https://login.example.org");
		request.addHeader("Origin", "https://login.example.org");
		assertThat(this.origin.allows(request)).isFalse();
	}

	@Test
	void allowsWhenNobodySignsInByABrowserThenOriginCountsForNothing() {
		assertThat(new OwnOrigin(TestSettings.of(null)).allows(request("", "https://login.example.org"))).isFalse();
	}

	private static MockHttpServletRequest request(String site, String origin) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		if (!site.isEmpty()) {
			request.addHeader("Sec-Fetch-Site", site);
		}
		if (!origin.isEmpty()) {
			request.addHeader("Origin", origin);
		}
		return request;
	}

}
