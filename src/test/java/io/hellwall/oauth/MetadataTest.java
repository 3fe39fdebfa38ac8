package io.hellwall.oauth;

import java.util.List;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.browser.PublicUrl;
import io.hellwall.browser.SignInProperties;
import io.hellwall.browser.SignInProperties.SignIn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Where clients are told to go (RFC 8414). */
class MetadataTest {

	@Test
	void metadataWhenAskedOnThisMachineThenNamesTheEndpoints() {
		TestService service = SharedService.on(TestStore.SQLITE);
		Answer answer = service.get(OAuthPaths.METADATA);
		String base = "http://127.0.0.1:" + service.port();
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"issuer\":\"" + base + "\",\"response_types_supported\":[],"
				+ "\"grant_types_supported\":[],\"introspection_endpoint\":\"" + base + "/oauth2/introspect\","
				+ "\"introspection_endpoint_auth_methods_supported\":[\"client_secret_basic\",\"client_secret_post\"],"
				+ "\"revocation_endpoint\":\"" + base + "/oauth2/revoke\","
				+ "\"revocation_endpoint_auth_methods_supported\":[\"client_secret_basic\",\"client_secret_post\"]}");
	}

	@Test
	void issuerWhenAPublicUrlIsSetThenIsThat() {
		Issuer issuer = issuer("https://login.example.org");
		assertThat(issuer.of(request("203.0.113.5", "evil.example"))).contains("https://login.example.org");
		assertThat(issuer.of(request("127.0.0.1", "localhost"))).contains("https://login.example.org");
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, localhost, http://localhost:8080", "127.0.0.1, evil.example, http://127.0.0.1:8080",
			"127.0.0.1, 127.0.0.1, http://127.0.0.1:8080", "0:0:0:0:0:0:0:1, [::1], http://[::1]:8080",
			"127.0.0.1, localhost.evil.example, http://127.0.0.1:8080" })
	void issuerWhenNoneIsSetThenIsTheAddressOfTheConnection(String address, String host, String expected) {
		MockHttpServletRequest request = request(address, host);
		request.addHeader("Forwarded", "host=evil.example;proto=https");
		request.addHeader("X-Forwarded-Host", "evil.example");
		request.addHeader("X-Forwarded-Port", "666");
		assertThat(issuer(null).of(request)).contains(expected);
	}

	/** It cannot know how others reach it, and tells nobody its address in a network. */
	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.5", "203.0.113.5", "2001:db8:0:0:0:0:0:1" })
	void issuerWhenNoneIsSetAndTheCallerIsElsewhereThenNone(String address) {
		assertThat(issuer(null).of(request(address, "localhost"))).isEmpty();
	}

	private static Issuer issuer(@Nullable String publicUrl) {
		return new Issuer(
				new SignInProperties((publicUrl != null) ? PublicUrl.of(publicUrl) : null, new SignIn(List.of())));
	}

	private static MockHttpServletRequest request(String localAddress, String host) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", OAuthPaths.METADATA);
		request.setLocalAddr(localAddress);
		request.setLocalPort(8080);
		request.setServerName(host);
		request.setServerPort(666);
		return request;
	}

}
