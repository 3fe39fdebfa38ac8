package io.hellwall.browser;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.hellwall.browser.SignInCookies.SignedIn;
import io.hellwall.device.MacAddress;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TestForm;
import io.hellwall.token.TokenForm;
import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Names, scope and reading of the cookies of a sign-in. */
class SignInCookiesTest {

	private static final TokenForm FORM = TestForm.byDefault();

	private static final BaseToken TOKEN = FORM.parse("5f".repeat(32));

	private static final String TOKEN_TEXT = "Awfer_hellwall_" + "5f".repeat(32);

	private static final MacAddress DEVICE = new MacAddress("02:00:5e:10:00:01");

	private static final String DEVICE_TEXT = "02005e100001";

	private static final String HOST = "login.example.org";

	private final SignInCookies alone = cookies("https://login.example.org");

	private final SignInCookies shared = cookies("https://login.example.org", "example.org", "apps.example.org",
			"example.net");

	@Test
	void cookieWhenNoDomainIsListedThenIsForOneHostAlone() {
		assertThat(this.alone.token(TOKEN, HOST))
			.hasToString("__Host-hellwall-token=" + TOKEN_TEXT + "; Path=/; Secure; HttpOnly; SameSite=Lax");
		assertThat(this.alone.device(DEVICE, HOST).toString())
			.startsWith("__Host-hellwall-device=" + DEVICE_TEXT + "; ")
			.contains("Path=/; ", "Max-Age=34560000", "Secure; HttpOnly; SameSite=Lax")
			.doesNotContain("Domain=");
	}

	@ParameterizedTest
	@CsvSource({ "login.example.org, example.org", "example.org, example.org", "www.shop.example.org, example.org",
			"one.apps.example.org, apps.example.org", "www.example.net, example.net" })
	void cookieWhenADomainIsListedThenIsForTheSmallestAroundTheHost(String host, String domain) {
		assertThat(this.shared.token(TOKEN, host)).hasToString("__Secure-hellwall-token=" + TOKEN_TEXT
				+ "; Path=/; Domain=" + domain + "; Secure; HttpOnly; SameSite=Lax");
		assertThat(this.shared.device(DEVICE, host).getDomain()).isEqualTo(domain);
	}

	@Test
	void cookieWhenTheListedDomainsAreElsewhereThenIsForOneHostAlone() {
		assertThat(cookies("https://login.example.org", "example.net").token(TOKEN, HOST).toString())
			.startsWith("__Host-hellwall-token=")
			.doesNotContain("Domain=");
	}

	/** Not every browser takes a cookie with a prefix from http on its own machine. */
	@Test
	void cookieWhenThePageIsForTryingOutThenHasNoPrefix() {
		SignInCookies local = cookies("http://localhost:8080");
		assertThat(local.token(TOKEN, "localhost"))
			.hasToString("hellwall-token=" + TOKEN_TEXT + "; Path=/; HttpOnly; SameSite=Lax");
		assertThat(local.read(request("hellwall-token", TOKEN_TEXT, "hellwall-device", DEVICE_TEXT)))
			.hasValue(new SignedIn(TOKEN, DEVICE));
		assertThat(local.read(request("__Host-hellwall-token", TOKEN_TEXT, "__Host-hellwall-device", DEVICE_TEXT)))
			.isEmpty();
	}

	@Test
	void forgetWhenSentThenEndsTheTokenInTheSameScopeAndKeepsTheDevice() {
		assertThat(this.shared.forget(HOST)).singleElement()
			.asString()
			.startsWith("__Secure-hellwall-token=; Path=/; Domain=example.org; Max-Age=0;");
		assertThat(this.alone.forget(HOST)).singleElement()
			.asString()
			.startsWith("__Host-hellwall-token=; Path=/; Max-Age=0;");
	}

	@Test
	void readWhenBothStandOnceThenGivesThem() {
		assertThat(this.alone.read(request("__Host-hellwall-token", TOKEN_TEXT, "__Host-hellwall-device", DEVICE_TEXT)))
			.hasValue(new SignedIn(TOKEN, DEVICE));
		assertThat(this.shared
			.read(request("a", "b", "__Secure-hellwall-device", DEVICE_TEXT, "__Secure-hellwall-token", TOKEN_TEXT)))
			.hasValue(new SignedIn(TOKEN, DEVICE));
		assertThat(new SignedIn(TOKEN, DEVICE).toString()).doesNotContain("5f5f");
	}

	@ParameterizedTest
	@CsvSource({ "__Host-hellwall-token, ''", "__Host-hellwall-token, 5f5f", "__Host-hellwall-token, Awfer_hellwall_",
			"__Host-hellwall-device, 02005e10000", "__Host-hellwall-device, 02:00:5e:10:00:01",
			"__Host-hellwall-device, 02005E100001", "__Host-hellwall-device, 02005e10000g",
			"__Host-hellwall-device, 00005e100001", "__Host-hellwall-device, 03005e100001",
			"__Host-hellwall-device, ''" })
	void readWhenOneIsMalformedThenNobodyIsSignedIn(String name, String value) {
		boolean token = name.endsWith("token");
		assertThat(this.alone.read(request("__Host-hellwall-token", token ? value : TOKEN_TEXT,
				"__Host-hellwall-device", token ? DEVICE_TEXT : value)))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "__Host-hellwall-token", "__Host-hellwall-device" })
	void readWhenOneIsMissingOrStandsTwiceThenNobodyIsSignedIn(String name) {
		String value = name.endsWith("token") ? TOKEN_TEXT : DEVICE_TEXT;
		assertThat(this.alone.read(request(name, value))).isEmpty();
		assertThat(this.alone
			.read(request("__Host-hellwall-token", TOKEN_TEXT, "__Host-hellwall-device", DEVICE_TEXT, name, value)))
			.isEmpty();
		assertThat(this.alone.read(new MockHttpServletRequest())).isEmpty();
	}

	/**
	 * A neighbouring host may set cookies for the domain, but none with the other name.
	 */
	@Test
	void readWhenTheNamesAreOfTheOtherFormThenNobodyIsSignedIn() {
		assertThat(this.alone
			.read(request("__Secure-hellwall-token", TOKEN_TEXT, "__Secure-hellwall-device", DEVICE_TEXT))).isEmpty();
		assertThat(
				this.shared.read(request("__Host-hellwall-token", TOKEN_TEXT, "__Host-hellwall-device", DEVICE_TEXT)))
			.isEmpty();
		assertThat(this.alone.read(request("hellwall-token", TOKEN_TEXT, "hellwall-device", DEVICE_TEXT))).isEmpty();
		assertThat(this.alone.read(request("__host-hellwall-token", TOKEN_TEXT, "__host-hellwall-device", DEVICE_TEXT)))
			.isEmpty();
	}

	@Test
	void readWhenNobodySignsInByABrowserThenNobodyIsSignedIn() {
		assertThat(
				cookies(null).read(request("__Host-hellwall-token", TOKEN_TEXT, "__Host-hellwall-device", DEVICE_TEXT)))
			.isEmpty();
	}

	@Test
	void newDeviceWhenMadeThenIsNoNetworkCardAndAnotherEachTime() {
		Set<MacAddress> devices = IntStream.range(0, 200)
			.mapToObj((it) -> this.alone.newDevice())
			.collect(Collectors.toSet());
		assertThat(devices).hasSize(200)
			.allSatisfy((device) -> assertThat(device.bytes()[0] & 0x03).isEqualTo(0x02))
			.allSatisfy((device) -> assertThat(
					this.alone.device(request("__Host-hellwall-device", device.value().replace(":", ""))))
				.hasValue(device));
	}

	private static SignInCookies cookies(@Nullable String publicUrl, String... domains) {
		return new SignInCookies(TestSettings.of(publicUrl, domains), FORM, new SecureRandom());
	}

	private static MockHttpServletRequest request(String... namesAndValues) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		List<Cookie> cookies = IntStream.range(0, namesAndValues.length / 2)
			.mapToObj((it) -> new Cookie(namesAndValues[2 * it], namesAndValues[2 * it + 1]))
			.toList();
		request.setCookies(cookies.toArray(Cookie[]::new));
		return request;
	}

}
