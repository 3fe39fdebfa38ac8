package io.hellwall.pages;

import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.hellwall.TestService;
import io.hellwall.TestService.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * As much of a browser as the pages need: cookies with their paths, forms, and what a
 * browser says of itself. It has a network of its own, behind a trusted proxy.
 */
final class TestBrowser {

	static final String SAME_ORIGIN = "same-origin";

	private static final AtomicInteger NETWORKS = new AtomicInteger();

	private final TestService service;

	private final Map<String, HttpCookie> cookies = new LinkedHashMap<>();

	private String address;

	private String language = "en";

	TestBrowser(TestService service) {
		this.service = service;
		int network = NETWORKS.incrementAndGet();
		this.address = "198.18." + network / 250 + "." + (1 + network % 250);
	}

	void moveTo(String address) {
		this.address = address;
	}

	String address() {
		return this.address;
	}

	void speak(String language) {
		this.language = language;
	}

	Answer get(String path) {
		return send(request(path).GET());
	}

	/** Sends a form as a page of ours does. */
	Answer post(String path, String... fields) {
		return postFrom(SAME_ORIGIN, path, fields);
	}

	/**
	 * Sends a form as a page of that site does.
	 * @param site what {@code Sec-Fetch-Site} says; empty for a browser that says nothing
	 */
	Answer postFrom(String site, String path, String... fields) {
		HttpRequest.Builder request = request(path).header("Content-Type", "application/x-www-form-urlencoded");
		if (!site.isEmpty()) {
			request.header("Sec-Fetch-Site", site);
		}
		return send(request.POST(BodyPublishers.ofString(form(fields))));
	}

	/** Sends any request with the cookies for its path. */
	HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.service.uri(path))
			.timeout(Duration.ofSeconds(60))
			.header("X-Forwarded-For", this.address)
			.header("Accept-Language", this.language);
		String cookies = this.cookies.values()
			.stream()
			.filter((it) -> path.startsWith(it.getPath()))
			.map((it) -> it.getName() + "=" + it.getValue())
			.collect(Collectors.joining("; "));
		return cookies.isEmpty() ? request : request.header("Cookie", cookies);
	}

	Answer send(HttpRequest.Builder request) {
		Answer answer = this.service.send(request.build());
		for (String field : setCookies(answer)) {
			HttpCookie cookie = HttpCookie.parse(field).getFirst();
			if (cookie.getMaxAge() == 0) {
				this.cookies.remove(cookie.getName());
			}
			else {
				this.cookies.put(cookie.getName(), cookie);
			}
		}
		return answer;
	}

	static List<String> setCookies(Answer answer) {
		return answer.response().headers().allValues("Set-Cookie");
	}

	static String form(String... fields) {
		List<String> pairs = new ArrayList<>();
		for (int i = 0; i < fields.length; i += 2) {
			pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
		}
		return String.join("&", pairs);
	}

	/** The value of a cookie, or an empty text. */
	String cookie(String name) {
		HttpCookie cookie = this.cookies.get(name);
		return (cookie != null) ? cookie.getValue() : "";
	}

	void setCookie(String name, String value, String path) {
		HttpCookie cookie = new HttpCookie(name, value);
		cookie.setPath(path);
		this.cookies.put(name, cookie);
	}

	String token() {
		return cookie("__Secure-hellwall-token");
	}

	/** As {@code /verify} wants it. */
	String device() {
		return cookie("__Secure-hellwall-device");
	}

	/** Types address and password into the first form. */
	Answer askForPasscode(String email, String rd) {
		return post("/signin", "rd", rd, "email", email, "password", TestService.PASSWORD);
	}

	/** The whole sign-in. */
	Answer signIn(String email, String rd) {
		Answer first = askForPasscode(email, rd);
		assertThat(first.status()).as(first.toString()).isEqualTo(303);
		return post("/signin/passcode", "rd", rd, "passcode", this.service.mailedPasscode(email));
	}

	/** Whether the session of this browser is good, asked as a backend does. */
	String verdict() {
		return verdict(token());
	}

	String verdict(String token) {
		Answer answer = this.service.post("/verify", "{\"token\":\"%s\",\"mac\":\"%s\",\"ip\":\"%s\"}".formatted(token,
				Objects.requireNonNull(device()), this.address));
		return (answer.status() == 200) ? answer.text("status") : answer.problem();
	}

}
