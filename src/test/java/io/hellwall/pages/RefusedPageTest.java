package io.hellwall.pages;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.hellwall.TestClock;
import io.hellwall.browser.SignInCookies;
import io.hellwall.browser.SignInProperties;
import io.hellwall.browser.TestSettings;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Keys;
import io.hellwall.device.IpAddress;
import io.hellwall.device.Language;
import io.hellwall.device.Origin;
import io.hellwall.http.Caller;
import io.hellwall.http.Form;
import io.hellwall.mail.NameProperties;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult;
import io.hellwall.session.Sessions;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;

/** Each refusal has one clear sentence, whoever decides it. */
class RefusedPageTest {

	private static final SignInProperties SETTINGS = TestSettings.of("https://login.example.org");

	private final PageWriter pages = new PageWriter(new NameProperties("Hellwall"));

	static Stream<Arguments> results() {
		return Stream.of(arguments(new RequestResult.MailUnavailable(), 503, "could not be sent"),
				arguments(new RequestResult.Busy(), 503, "Too many people are signing in"),
				arguments(new RequestResult.TooManyMails(Duration.ofMillis(61_500)), 429, "Seconds to wait: 62"),
				arguments(new RequestResult.TooSoon(Duration.ofSeconds(59)), 429, "a short time ago"),
				arguments(new RequestResult.Denied(), 401, "Mail address or password is wrong."));
	}

	@ParameterizedTest
	@MethodSource("results")
	void signInWhenRefusedThenSaysWhyInOneSentence(RequestResult result, int status, String sentence) {
		Passcodes passcodes = mock(Passcodes.class);
		Mockito.when(passcodes.request(any(), any(), any(), any())).thenReturn(result);
		SignInCookies cookies = TestSettings.cookies(SETTINGS);
		SignInPage page = new SignInPage(this.pages, new Browsers(SETTINGS, cookies, mock(Sessions.class)),
				new Destinations(TestSettings.targets(SETTINGS)), passcodes, new PendingSignIns(SETTINGS,
						new KeyRing(new Keys(new byte[32]), List.of()), new SecureRandom(), new TestClock()));
		IpAddress here = new IpAddress(InetAddress.getLoopbackAddress());
		ResponseEntity<?> answer = page.signIn(
				Form.parse("email=alice%40example.org&password=x".getBytes(StandardCharsets.US_ASCII)),
				new Caller(here, List.of(), new Origin.Known(here, Origin.Reason.DIRECT), Language.EN),
				new MockHttpServletRequest(), new MockHttpServletResponse());
		assertThat(answer.getStatusCode().value()).isEqualTo(status);
		assertThat(new String((byte[]) Objects.requireNonNull(answer.getBody()), StandardCharsets.UTF_8))
			.contains(sentence, "role=\"alert\"", "value=\"alice@example.org\"");
	}

	@ParameterizedTest
	@CsvSource({ "503, 1, The service cannot answer at this moment: try again soon. Seconds to wait: 1",
			"500, 0, Something broke on our side", "404, 0, There is no such page.", "405, 0, There is no such page.",
			"400, 0, The form could not be read", "408, 0, The form could not be read" })
	void anyPageWhenTheServiceRefusesThenPeopleCanReadIt(int status, int wait, String sentence)
			throws ServletException, IOException {
		PageFilter filter = new PageFilter(SETTINGS, TestSettings.origin(SETTINGS), TestSettings.targets(SETTINGS),
				this.pages);
		MockHttpServletResponse response = new MockHttpServletResponse();
		filter.doFilter(new MockHttpServletRequest("GET", "/me"), response, (request, held) -> {
			HttpServletResponse answer = (HttpServletResponse) held;
			answer.setStatus(status);
			answer.setContentType("application/problem+json");
			if (wait > 0) {
				answer.setHeader("Retry-After", Integer.toString(wait));
			}
			answer.getOutputStream().write("{\"type\":\"urn:hellwall:problem:x\"}".getBytes(StandardCharsets.US_ASCII));
		});
		assertThat(response.getStatus()).isEqualTo(status);
		assertThat(response.getContentType()).isEqualTo("text/html;charset=UTF-8");
		assertThat(response.getContentAsString()).contains(sentence).doesNotContain("urn:hellwall");
		assertThat(response.getContentLength()).isEqualTo(response.getContentAsByteArray().length);
		assertThat(response.getHeader("Content-Security-Policy")).contains("frame-ancestors 'none'");
	}

}
