package io.hellwall.pages;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What people and strangers can do with the pages. */
class PagesTest {

	private static final String APP = "https://app.example.org/orders?a=b";

	private static final String TOKEN = "__Secure-hellwall-token";

	private static final String DEVICE = "__Secure-hellwall-device";

	private static final String PENDING = "__Secure-hellwall-pending";

	private static final String NEW_PASSWORD = "an afternoon at the old harbour";

	static TestService service;

	private String email = "";

	private TestBrowser browser;

	@BeforeAll
	static void start() {
		service = SharedService.lend(TestStore.SQLITE, "hellwall.public-url=https://login.example.org",
				"hellwall.signin.cookie-domains=example.org", "hellwall.trusted-proxies=127.0.0.1",
				"hellwall.limit.enabled=true", "hellwall.limit.requests=12/5m");
	}

	@AfterAll
	static void giveBack() {
		SharedService.giveBack(service);
	}

	@BeforeEach
	void createAccount() {
		this.browser = new TestBrowser(service);
		this.email = service.newAccount();
	}

	@Test
	void signInWhenPasswordAndPasscodeAreRightThenLeadsBack() {
		Answer page = this.browser.get("/signin?rd=" + TestBrowser.form("", APP).substring(1));
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
		assertThat(page.body()).contains("value=\"" + APP + "\"", "autocomplete=\"username\"",
				"autocomplete=\"current-password\"", "<html lang=\"en\" dir=\"ltr\">");
		Answer first = this.browser.askForPasscode(this.email, APP);
		assertThat(first.status()).isEqualTo(303);
		assertThat(first.header("Location")).startsWith("/signin/passcode?rd=https%3A%2F%2Fapp.example.org");
		assertThat(this.browser.get(first.header("Location")).body()).contains("autocomplete=\"one-time-code\"",
				"value=\"" + APP + "\"", this.email);
		Answer second = this.browser.post("/signin/passcode", "rd", APP, "passcode",
				" " + service.mailedPasscode(this.email).toLowerCase(Locale.ROOT) + " ");
		assertThat(second.status()).isEqualTo(303);
		assertThat(second.header("Location")).isEqualTo(APP);
		assertThat(this.browser.verdict()).isEqualTo("authorized");
		assertThat(this.browser.get("/signin").body()).contains("You are signed in as " + this.email, "/signout");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.test/", "//evil.test", "/\\evil.test", "https://app.example.org@evil.test/",
			"javascript:alert(1)", "https://app.example.org\r\nX-Evil: 1", "/me\r\nLocation: https://evil.test" })
	void signInWhenItShallLeadElsewhereThenLeadsToTheOwnAccount(String rd) {
		Answer page = this.browser.get("/signin?" + TestBrowser.form("rd", rd));
		assertThat(page.body()).doesNotContain("evil").doesNotContain("javascript");
		Answer first = this.browser.askForPasscode(this.email, rd);
		assertThat(first.header("Location")).isEqualTo("/signin/passcode");
		Answer second = this.browser.post("/signin/passcode", "rd", rd, "passcode", service.mailedPasscode(this.email));
		assertThat(second.header("Location")).isEqualTo("/me");
		assertThat(second.response().headers().map()).doesNotContainKey("x-evil");
		assertThat(this.browser.post("/signout", "rd", rd).header("Location")).isEqualTo("/signin?said=signedOut");
	}

	static Stream<String> forms() {
		return Stream.of("/signin", "/signin/passcode", "/signin/step-up", "/signin/step-up/passcode",
				"/signin/password", "/signin/password/passcode", "/signin/password/new", "/signout", "/me/sessions/end",
				"/me/sessions/end-others", "/me/language");
	}

	/** Else a stranger's page could sign somebody in as the stranger, or out. */
	@ParameterizedTest
	@MethodSource("forms")
	void anyFormWhenAnotherPageSendsItThenRefusesAndDoesNothing(String form) {
		this.browser.signIn(this.email, "");
		TestBrowser other = new TestBrowser(service);
		String pending = service.newAccount();
		other.askForPasscode(pending, "");
		this.browser.setCookie(PENDING, other.cookie(PENDING), "/signin");
		String token = this.browser.token();
		for (String site : List.of("", "cross-site", "same-site", "none")) {
			Answer answer = this.browser.postFrom(site, form, "email", pending, "password", TestService.PASSWORD,
					"passcode", service.mailedPasscode(pending), "newPassword", NEW_PASSWORD, "language", "fr");
			assertThat(answer.status()).as(site).isEqualTo(403);
			assertThat(answer.body()).contains("This form was sent by another page").doesNotContain("urn:hellwall");
			assertThat(TestBrowser.setCookies(answer)).isEmpty();
		}
		assertThat(this.browser.verdict()).isEqualTo("authorized");
		assertThat(this.browser.token()).isEqualTo(token);
		assertThat(service.passcodesTo(pending)).isOne();
	}

	@Test
	void signInWhenTheBrowserHasASessionThenGetsANewOneAndTheOldOneEnds() {
		this.browser.signIn(this.email, "");
		String before = this.browser.token();
		String device = this.browser.device();
		Answer again = this.browser.signIn(this.email, "");
		assertThat(again.status()).isEqualTo(303);
		assertThat(this.browser.token()).isNotEqualTo(before);
		assertThat(this.browser.device()).as("the device stays").isEqualTo(device);
		assertThat(this.browser.verdict(before)).isEqualTo("unauthorized");
		assertThat(this.browser.verdict()).isEqualTo("authorized");
	}

	/**
	 * A token that somebody else put into the browser is not the one that is good later.
	 */
	@Test
	void signInWhenAStrangerHasPutATokenIntoTheBrowserThenItIsOfNoUse() {
		TestBrowser stranger = new TestBrowser(service);
		stranger.signIn(service.newAccount(), "");
		this.browser.setCookie(TOKEN, stranger.token(), "/");
		this.browser.setCookie(DEVICE, stranger.device(), "/");
		this.browser.signIn(this.email, "");
		assertThat(this.browser.token()).isNotEqualTo(stranger.token());
		stranger.setCookie(TOKEN, stranger.token(), "/");
		assertThat(stranger.get("/me").body()).doesNotContain(this.email);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/signin", "/signin/passcode", "/signin/password", "/signin/password/new", "/me",
			"/signin/nothing", "/me/nothing", "/style.css", "/signout" })
	void anyPageWhenAnsweredThenMayNotBeFramedNorLoadFromElsewhere(String path) {
		Answer answer = this.browser.get(path);
		assertThat(answer.header("Content-Security-Policy")).isEqualTo(
				"default-src 'none'; style-src 'self'; form-action 'self' https://example.org https://*.example.org"
						+ " https://login.example.org; frame-ancestors 'none'; base-uri 'none'");
		assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
		assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
		assertThat(answer.response().headers().allValues("Cache-Control")).singleElement()
			.isEqualTo(path.equals("/style.css") ? "public, max-age=300" : "no-store");
		assertThat(answer.body()).doesNotContain("<script", " style=", " onclick=", "http://", "urn:hellwall");
	}

	@Test
	void cookiesWhenSetThenHaveTheSmallestScopeThatServes() {
		Answer first = this.browser.askForPasscode(this.email, "");
		assertThat(TestBrowser.setCookies(first)).hasSize(2)
			.anySatisfy((cookie) -> assertThat(cookie).matches(
					PENDING + "=[\\w-]+; Path=/signin; Max-Age=180; Expires=[^;]+; Secure; HttpOnly; SameSite=Strict"))
			.anySatisfy((cookie) -> assertThat(cookie).matches(DEVICE + "=[0-9a-f]{12}; Path=/; Domain=example.org;"
					+ " Max-Age=34560000; Expires=[^;]+; Secure; HttpOnly; SameSite=Lax"));
		Answer second = this.browser.post("/signin/passcode", "passcode", service.mailedPasscode(this.email));
		assertThat(TestBrowser.setCookies(second))
			.anySatisfy((cookie) -> assertThat(cookie).matches(
					TOKEN + "=Awfer_hellwall_[0-9a-f]{64}; Path=/; Domain=example.org; Secure; HttpOnly; SameSite=Lax"))
			.anySatisfy((cookie) -> assertThat(cookie).startsWith(PENDING + "=; Path=/signin; Max-Age=0;"));
		assertThat(this.browser.cookie(PENDING)).as("deleted after use").isEmpty();
	}

	@Test
	void passwordWhenItWaitsForThePasscodeThenStandsNowhereInClear() {
		Answer first = this.browser.askForPasscode(this.email, APP);
		Answer page = this.browser.get(first.header("Location"));
		assertThat(first.response().headers().map().toString() + first.body() + page.response().headers().map()
				+ page.body())
			.doesNotContain("battery", "correct+horse", "Y29ycmVjdCBob3JzZ");
		TestBrowser thief = new TestBrowser(service);
		thief.setCookie(PENDING, this.browser.cookie(PENDING), "/signin");
		thief.setCookie(DEVICE, "02005e100001", "/");
		assertThat(thief.get("/signin/passcode").header("Location")).as("another device")
			.isEqualTo("/signin?said=formExpired");
		service.clock().advance(Duration.ofMinutes(3).minusMillis(1));
		assertThat(this.browser.get("/signin/passcode").status()).isEqualTo(200);
		service.clock().advance(Duration.ofMillis(1));
		assertThat(this.browser.get("/signin/passcode?rd=/me").header("Location")).as("too late")
			.isEqualTo("/signin?rd=https%3A%2F%2Flogin.example.org%2Fme&said=formExpired");
		assertThat(this.browser.get("/signin?said=formExpired").body()).contains("The time for the passcode is over");
	}

	@Test
	void anyFormWhenWrittenWithMarkupThenItStaysText() {
		String hostile = "\"><script>alert(1)</script><x y='";
		Answer answer = this.browser.post("/signin", "email", hostile, "password", "x", "rd", hostile);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).doesNotContain("<script").contains("&lt;script&gt;");
		assertThat(this.browser.get("/signin?said=" + TestBrowser.form("", hostile).substring(1)).body())
			.doesNotContain("script&gt;", "<script");
	}

	@Test
	void refusalWhenOfStrangersThenDoesNotTellAccountsApart() {
		service.post("/admin/accounts", "{}", service.adminKey());
		String disabled = service.newAccount();
		new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class))
			.update("update account set status = 'DISABLED' where email = ?", disabled);
		Answer unknown = wrong("nobody-at-all@example.org", TestService.PASSWORD);
		assertThat(unknown.status()).isEqualTo(401);
		assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Passcode realm=\"hellwall\"");
		assertThat(unknown.body()).contains("Mail address or password is wrong.", "role=\"alert\"",
				"aria-describedby=\"alert\"");
		for (Answer other : List.of(wrong(this.email, "a wrong password"), wrong(disabled, TestService.PASSWORD))) {
			assertThat(other.status()).isEqualTo(401);
			assertThat(withoutAddress(other)).isEqualTo(withoutAddress(unknown));
			assertThat(TestBrowser.setCookies(other)).isEmpty();
		}
	}

	private static Answer wrong(String email, String password) {
		return new TestBrowser(service).post("/signin", "email", email, "password", password);
	}

	private static String withoutAddress(Answer answer) {
		return answer.body().replaceAll("value=\"[^\"]+@example.org\"", "");
	}

	@ParameterizedTest
	@CsvSource({ "'no address', secret, This is no mail address",
			"a@example.org, '', A password has 1 to 128 characters" })
	void signInWhenAFieldIsNotValidThenSaysWhatItMustBe(String email, String password, String sentence) {
		Answer answer = this.browser.post("/signin", "email", email, "password", password);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains(sentence, "aria-describedby=\"alert\"");
	}

	@Test
	void passcodeWhenWrongTooOftenThenTheRightOneIsRefusedAlike() {
		this.browser.askForPasscode(this.email, "");
		String right = service.mailedPasscode(this.email);
		assertThat(this.browser.post("/signin/passcode", "passcode", "x").body())
			.contains("A passcode has 6 or 16 letters and digits");
		String wrong = right.equals("AAAAAA") ? "BBBBBB" : "AAAAAA";
		Answer first = this.browser.post("/signin/passcode", "passcode", wrong);
		assertThat(first.status()).isEqualTo(401);
		assertThat(first.body()).contains("The passcode is wrong or has expired");
		for (int i = 0; i < 4; i++) {
			this.browser.post("/signin/passcode", "passcode", wrong);
		}
		Answer last = this.browser.post("/signin/passcode", "passcode", right);
		assertThat(last.status()).isEqualTo(401);
		assertThat(last.body()).isEqualTo(first.body());
		assertThat(this.browser.token()).isEmpty();
	}

	@Test
	void signInWhenAPasscodeWasSentJustNowThenItsFormIsThereAgain() {
		this.browser.askForPasscode(this.email, APP);
		Answer again = this.browser.askForPasscode(this.email, APP);
		assertThat(again.status()).isEqualTo(429);
		assertThat(again.header("Retry-After")).isEqualTo("60");
		assertThat(again.body()).contains("A passcode was sent a short time ago", "Seconds to wait: 60",
				"action=\"/signin/passcode\"");
		assertThat(this.browser.post("/signin/passcode", "passcode", service.mailedPasscode(this.email)).status())
			.isEqualTo(303);
	}

	@Test
	void signInWhenAPasscodeWasSentToAnotherAccountThenItsFormIsNotShown() {
		String other = service.newAccount();
		new TestBrowser(service).askForPasscode(other, "");
		this.browser.askForPasscode(this.email, "");
		Answer answer = this.browser.askForPasscode(other, "");
		assertThat(answer.status()).isEqualTo(429);
		assertThat(answer.body()).contains("action=\"/signin\"", other).doesNotContain(this.email);
	}

	@Test
	void anyFormWhenTheNetworkSendsTooManyThenRefusesAsTheApiDoes() {
		Answer answer = this.browser.post("/signin", "email", "x", "password", "x");
		for (int i = 0; i < 12; i++) {
			answer = this.browser.post("/signin", "email", "x", "password", "x");
		}
		assertThat(answer.status()).isEqualTo(429);
		assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
		assertThat(answer.header("Retry-After")).matches("\\d+");
		assertThat(answer.body()).contains("There were too many attempts from this network",
				"Seconds to wait: " + answer.header("Retry-After"));
		assertThat(service
			.post("/passcode",
					"{" + TestService.credentials(this.email, TestService.MAC) + ",\"ip\":\"" + this.browser.address()
							+ "\"}")
			.status()).as("one count for pages and calls").isEqualTo(429);
	}

	/** As a content type it is the same in capitals. */
	@Test
	void anyFormWhenItsTypeIsInCapitalsThenItIsCountedToo() {
		List<Integer> statuses = IntStream.range(0, 13)
			.mapToObj((it) -> this.browser.send(this.browser.request("/signin")
				.header("Sec-Fetch-Site", "same-origin")
				.header("Content-Type", "APPLICATION/X-WWW-FORM-URLENCODED")
				.POST(BodyPublishers.ofString("email=x&password=x"))))
			.map(Answer::status)
			.toList();
		assertThat(statuses).startsWith(400).endsWith(429);
	}

	@Test
	void anyFormWhenItIsNoneThenRefuses() {
		assertThat(this.browser.post("/signin", "email", "a", "email", "b").status()).isEqualTo(400);
		assertThat(this.browser.post("/signin", "email", "x".repeat(17_000)).status()).isEqualTo(413);
		Answer json = this.browser.send(this.browser.request("/signin")
			.header("Sec-Fetch-Site", "same-origin")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{}")));
		assertThat(json.status()).isEqualTo(415);
		assertThat(json.body()).contains("The form could not be read");
	}

	@Test
	void signInWhenThePasswordHasToChangeThenAsksForANewOne() {
		new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class))
			.update("update account set password_expired = 1 where email = ?", this.email);
		Answer refused = this.browser.signIn(this.email, "");
		assertThat(refused.status()).isEqualTo(200);
		assertThat(refused.body()).contains("has to be changed", "action=\"/signin/password/passcode\"");
		assertThat(this.browser.token()).isEmpty();
		assertThat(this.browser.post("/signin/password/passcode").header("Location")).isEqualTo("/signin/password/new");
		assertThatTheFormIsThere(this.browser.post("/signin/password/passcode"));
		changePassword();
	}

	@Test
	void passwordWhenChangedThenAllSessionsEnd() {
		this.browser.signIn(this.email, "");
		String token = this.browser.token();
		assertThat(this.browser.get("/signin/password").body()).contains("autocomplete=\"current-password\"");
		assertThat(this.browser.post("/signin/password", "password", "a wrong password").status()).isEqualTo(401);
		assertThat(this.browser.post("/signin/password", "password", TestService.PASSWORD).header("Location"))
			.isEqualTo("/signin/password/new");
		assertThatTheFormIsThere(this.browser.post("/signin/password", "password", TestService.PASSWORD));
		changePassword();
		assertThat(this.browser.token()).isEmpty();
		assertThat(this.browser.verdict(token)).isEqualTo("unauthorized");
	}

	/** Somebody clicked twice. */
	private static void assertThatTheFormIsThere(Answer answer) {
		assertThat(answer.status()).isEqualTo(429);
		assertThat(answer.body()).contains("A passcode was sent a short time ago", "action=\"/signin/password/new\"");
	}

	private void changePassword() {
		assertThat(this.browser.get("/signin/password/new").body()).contains("autocomplete=\"new-password\"",
				"autocomplete=\"username\"");
		String passcode = service.mailedPasscode(this.email);
		Answer tooShort = this.browser.post("/signin/password/new", "passcode", passcode, "newPassword", "short");
		assertThat(tooShort.status()).isEqualTo(400);
		assertThat(tooShort.body()).contains("The new password is too short. Characters that it needs: 15",
				"aria-describedby=\"hint alert\"");
		Answer done = this.browser.post("/signin/password/new", "passcode", passcode, "newPassword", NEW_PASSWORD);
		assertThat(done.header("Location")).isEqualTo("/signin?said=passwordChanged");
		assertThat(this.browser.cookie(PENDING)).isEmpty();
		assertThat(this.browser.post("/signin", "email", this.email, "password", NEW_PASSWORD).status()).isEqualTo(303);
	}

	@Test
	void signInWhenTheNetworkHasChangedThenAPasscodeLetsTheSessionGoOn() {
		Answer account = service.get("/admin/accounts?email=" + this.email, service.adminKey());
		service.send(
				HttpRequest.newBuilder(service.uri("/admin/accounts/" + account.json().at("/accounts/0/id").asString()))
					.headers(service.adminKey())
					.headers("If-Match", "*", "Content-Type", "application/json")
					.method("PATCH", BodyPublishers.ofString("{\"binding\":\"step-up\"}"))
					.build());
		this.browser.signIn(this.email, "");
		String before = this.browser.token();
		this.browser.moveTo("198.51.100.77");
		assertThat(this.browser.get("/me").header("Location")).isEqualTo("/signin?rd=/me");
		assertThat(this.browser.get("/signin?rd=/me").body()).contains("Confirm that it is you",
				"action=\"/signin/step-up\"");
		assertThat(this.browser.post("/signin/step-up", "rd", APP).body())
			.contains("action=\"/signin/step-up/passcode\"");
		assertThat(this.browser.post("/signin/step-up/passcode", "rd", APP, "passcode", "AAAAAA").status())
			.isEqualTo(401);
		assertThat(
				this.browser.post("/signin/step-up/passcode", "rd", APP, "passcode", service.mailedPasscode(this.email))
					.header("Location"))
			.isEqualTo(APP);
		assertThat(this.browser.token()).isNotEqualTo(before);
		assertThat(this.browser.get("/me").status()).isEqualTo(200);
	}

	@Test
	void meWhenSignedInThenShowsSessionsAndEndsThem() {
		this.browser.signIn(this.email, "");
		service.clock().advance(Duration.ofMinutes(2));
		TestBrowser other = new TestBrowser(service);
		other.signIn(this.email, "");
		Answer page = this.browser.get("/me");
		assertThat(page.body()).contains("You are signed in as " + this.email, this.browser.address(), other.address(),
				"This browser", "End all other sessions");
		Matcher id = Pattern.compile("name=\"id\" value=\"([^\"]+)\"").matcher(page.body());
		assertThat(id.find()).isTrue();
		Answer ended = this.browser.post("/me/sessions/end", "id", Objects.requireNonNull(id.group(1)));
		assertThat(ended.header("Location")).isEqualTo("/me");
		assertThat(other.verdict()).isEqualTo("unauthorized");
		Answer twice = this.browser.post("/me/sessions/end", "id", Objects.requireNonNull(id.group(1)));
		assertThat(twice.status()).isEqualTo(404);
		assertThat(twice.body()).contains("There is no such session any more");
		assertThat(this.browser.post("/me/sessions/end", "id", "x").status()).isEqualTo(404);
		assertThat(other.get("/me").header("Location")).isEqualTo("/signin?rd=/me");
	}

	@Test
	void endOthersWhenSentThenOnlyThisSessionIsLeft() {
		this.browser.signIn(this.email, "");
		service.clock().advance(Duration.ofMinutes(2));
		TestBrowser other = new TestBrowser(service);
		other.signIn(this.email, "");
		assertThat(this.browser.post("/me/sessions/end-others").header("Location")).isEqualTo("/me");
		assertThat(other.verdict()).isEqualTo("unauthorized");
		assertThat(this.browser.verdict()).isEqualTo("authorized");
	}

	@Test
	void endWhenTheSessionIsOfSomebodyElseThenNothingEnds() {
		TestBrowser other = new TestBrowser(service);
		String owner = service.newAccount();
		other.signIn(owner, "");
		String id = service
			.post("/verify",
					"{\"token\":\"%s\",\"mac\":\"%s\",\"ip\":\"%s\"}".formatted(other.token(), other.device(),
							other.address()))
			.text("sessionId");
		this.browser.signIn(this.email, "");
		assertThat(this.browser.post("/me/sessions/end", "id", id).status()).isEqualTo(404);
		assertThat(other.verdict()).isEqualTo("authorized");
	}

	@Test
	void languageWhenChosenThenMailsAndThePageAreInIt() {
		this.browser.signIn(this.email, "");
		assertThat(this.browser.post("/me/language", "language", "ar").header("Location")).isEqualTo("/me");
		assertThat(this.browser.get("/me").body()).contains("<html lang=\"ar\" dir=\"rtl\">", "حسابكم");
		assertThat(this.browser.post("/me/language", "language", "xx").header("Location")).isEqualTo("/me");
		assertThat(this.browser.get("/me").body()).contains("<html lang=\"ar\" dir=\"rtl\">");
		assertThat(service.get("/admin/accounts?email=" + this.email, service.adminKey()).body())
			.contains("\"language\":\"ar\"");
		this.browser.speak("de");
		assertThat(new TestBrowser(service).get("/signin").body()).contains("Sign in to Hellwall");
		assertThat(this.browser.get("/signin/nothing").body()).contains("Diese Seite gibt es nicht.");
	}

	@Test
	void signOutWhenSentThenTheSessionEndsAndTheDeviceStays() {
		this.browser.signIn(this.email, "");
		String token = this.browser.token();
		Answer answer = this.browser.post("/signout");
		assertThat(answer.header("Location")).isEqualTo("/signin?said=signedOut");
		assertThat(this.browser.token()).isEmpty();
		assertThat(this.browser.device()).isNotEmpty();
		assertThat(this.browser.verdict(token)).isEqualTo("unauthorized");
		assertThat(this.browser.get("/signin?said=signedOut").body()).contains("You are signed out.",
				"role=\"status\"");
		assertThat(this.browser.post("/signout").header("Location")).as("twice").isEqualTo("/signin?said=signedOut");
	}

	@Test
	void meWhenTheTokenHasExpiredThenTheAnswerBringsTheNextOne() {
		this.browser.signIn(this.email, "");
		String before = this.browser.token();
		service.clock().advance(Duration.ofHours(2));
		assertThat(this.browser.get("/me").status()).isEqualTo(200);
		assertThat(this.browser.token()).isNotEqualTo(before);
		assertThat(this.browser.verdict()).isEqualTo("authorized");
	}

	@Test
	void rootWhenThereArePagesThenLeadsThere() {
		assertThat(this.browser.get("/").header("Location")).isEqualTo("/me");
		assertThat(this.browser.get("/me").header("Location")).isEqualTo("/signin?rd=/me");
	}

	@Test
	void documentWhenThereArePagesThenDoesNotListThem() {
		Answer document = service.get("/v3/api-docs");
		assertThat(document.status()).as(document.body()).isEqualTo(200);
		assertThat(document.json().path("paths").propertyNames()).as(document.body())
			.isNotEmpty()
			.noneMatch((path) -> path.matches("/(signin|signout|me|style\\.css)?(/.*)?"));
	}

}
