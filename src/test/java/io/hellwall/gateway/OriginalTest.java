package io.hellwall.gateway;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OriginalTest {

	private static final String LABEL = "a".repeat(63);

	@ParameterizedTest
	@CsvSource(delimiter = ' ', quoteCharacter = '~', value = { "GET https://app.example.com/ https://app.example.com/",
			"PROPFIND http://APP.example.com:8443/a%20b?c=d&e=%2F http://APP.example.com:8443/a%20b?c=d&e=%2F",
			"GET https://app.example.com//evil.example/../a https://app.example.com//evil.example/../a",
			"GET https://[2001:db8::7]:443/a https://[2001:db8::7]:443/a",
			"GET https://192.0.2.7/a;b=c https://192.0.2.7/a;b=c",
			"GET https://app.example.com/a|b?c=[d]&e={f}&g=h\\i https://app.example.com/a%7Cb?c=%5Bd%5D&e=%7Bf%7D&g=h%5Ci",
			"GET https://app.example.com/a%zz?b=%4 https://app.example.com/a%25zz?b=%254",
			"GET https://app.example.com/?a=https://other.example/@b https://app.example.com/?a=https://other.example/@b" })
	void ofWhenABrowserMaySendItThenIsThatAddress(String method, String url, String uri) {
		assertThat(Original.of(method, url)).map(Original::uri).map(Object::toString).contains(uri);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "app.example.com/", "//app.example.com/", "https:/app.example.com/",
			"https://app.example.com", "https:///", "https:///a", "https://:443/", "https://app.example.com:/",
			"https://app.example.com:123456/", "HTTPS://app.example.com/", "ftp://app.example.com/",
			"javascript://app.example.com/", "https://user@app.example.com/", "https://user:secret@app.example.com/",
			"https://app.example.com\\.evil.example/", "https://app%2eexample.com/", "https://app_example.com/",
			"https://-app.example.com/", "https://app..example.com/", "https://app.example.com./",
			"https://app.example.com,evil.example/", "https://app.example.com evil.example/",
			"https://äpp.example.com/", "https://app.example.com/a b", "https://app.example.com/a\tb",
			"https://app.example.com/a\r\nb: c", "https://app.example.com/a\u0000", "https://app.example.com/a\u007f",
			"https://app.example.com/ä", "https://app.example.com/\u00a0", "https://app.example.com/\u2028",
			"https://app.example.com/a#b", "https://app.example.com/a\"b", "https://app.example.com/<a>",
			"https://app.example.com/a\\b", "https://[::1/", "https://[::g]/", "https://[:::]/", "https://[1.2.3.4]/",
			"https://[2001:db8::7::1]/", "https://[..]/", "https://app.example.com/?a b",
			"https://app.example.com?a=/" })
	void ofWhenNoRequestHasItThenEmpty(String url) {
		assertThat(Original.of("GET", url)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "GE T", "GET\r\nX: y", "GÉT", "GET,POST", "GET/",
			"GETGETGETGETGETGETGETGETGETGETGET" })
	void ofWhenTheMethodIsNoneThenEmpty(String method) {
		assertThat(Original.of(method, "https://app.example.com/")).isEmpty();
	}

	/** 63 characters are the longest label, 253 the longest name. */
	@Test
	void ofWhenTheHostIsTooLongThenEmpty() {
		String longest = (LABEL + ".").repeat(3) + LABEL.substring(2);
		assertThat(longest).hasSize(253);
		assertThat(Original.of("GET", "https", longest + ":8443", "/")).map(Original::hostName).contains(longest);
		assertThat(Original.of("GET", "https", longest + "a", "/")).isEmpty();
		assertThat(Original.of("GET", "https", longest + "a:8443", "/")).isEmpty();
		assertThat(Original.of("GET", "https", LABEL + "a", "/")).isEmpty();
	}

	@Test
	void ofWhenAPartIsMissingThenEmpty() {
		assertThat(Original.of("GET", "https", "app.example.com", "/")).isPresent();
		assertThat(Original.of(null, "https", "app.example.com", "/")).isEmpty();
		assertThat(Original.of("GET", null, "app.example.com", "/")).isEmpty();
		assertThat(Original.of("GET", "https", null, "/")).isEmpty();
		assertThat(Original.of("GET", "https", "app.example.com", null)).isEmpty();
		assertThat(Original.of("GET", null)).isEmpty();
	}

	@Test
	void ofWhenTraefikNamesAWebSocketThenIsItsScheme() {
		Optional<Original> original = Original.of("GET", "wss", "app.example.com", "/socket");
		assertThat(original).map(Original::scheme).contains("https");
		assertThat(Original.of("GET", "ws", "app.example.com", "/socket")).map(Original::scheme).contains("http");
	}

	@ParameterizedTest
	@CsvSource({ "APP.example.com:8443, app.example.com", "app.example.com, app.example.com", "'[::1]:443', '[::1]'" })
	void hostNameWhenWithAPortThenWithoutIt(String host, String name) {
		assertThat(Original.of("GET", "https", host, "/")).map(Original::hostName).contains(name);
	}

}
