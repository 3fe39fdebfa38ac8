package io.hellwall.pages;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import javax.sql.DataSource;

import io.hellwall.Chromium;
import io.hellwall.FixedPort;
import io.hellwall.SharedService;
import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A person in front of a real browser. With {@code -Dbrowser.pictures=true} pictures of
 * all pages are in {@code target/pages} afterwards.
 */
@Slow
class PagesInBrowserTest {

	private static final String NEW_PASSWORD = "an afternoon at the old harbour";

	@TempDir
	Path folder;

	@Test
	void journeyWhenInARealBrowserThenSignsInEndsASessionChangesThePasswordAndSignsOut() throws IOException {
		assumeTrue(Chromium.isInstalled(), "chromium and chromedriver are not installed");
		int port = FixedPort.free();
		String base = "http://127.0.0.1:" + port;
		try (TestService service = TestService.start(this.folder.resolve("data"), "server.port=" + port,
				"hellwall.public-url=" + base, "hellwall.trusted-proxies=127.0.0.1");
				Chromium browser = new Chromium(this.folder.resolve("profile"))) {
			String email = service.newAccount();
			signIn(service, browser, base, email);
			endAnotherSession(service, browser, base, email);
			changePassword(service, browser, base, email);
			inArabic(service, browser, base, email);
			signOut(browser, base);
			inAnotherNetwork(service, browser, base, email);
			withAPasswordThatHasToChange(service, browser, base);
			withoutSignInPages(browser);
		}
	}

	private static void signIn(TestService service, Chromium browser, String base, String email) {
		browser.open(base + "/");
		assertThat(browser.address()).isEqualTo(base + "/signin?rd=/me");
		browser.look("signin");
		browser.tab();
		assertThat(browser.focus()).isEqualTo("email");
		browser.tab();
		assertThat(browser.focus()).isEqualTo("password");
		browser.type("email", email);
		browser.type("password", "a wrong password");
		browser.press("main button");
		assertThat(browser.text()).contains("Mail address or password is wrong.");
		browser.look("signin-refused");
		browser.type("password", TestService.PASSWORD);
		browser.press("main button");
		assertThat(browser.address()).startsWith(base + "/signin/passcode");
		assertThat(browser.cookies()).containsOnlyKeys("hellwall-pending", "hellwall-device");
		browser.look("passcode");
		browser.type("passcode", "AAAAAA");
		browser.press("main button");
		assertThat(browser.text()).contains("The passcode is wrong or has expired");
		browser.look("passcode-refused");
		browser.type("passcode", service.mailedPasscode(email));
		browser.press("main button");
		assertThat(browser.address()).as(browser.text()).isEqualTo(base + "/me");
		assertThat(browser.text()).contains("You are signed in as " + email);
		assertThat(browser.cookies()).containsOnlyKeys("hellwall-token", "hellwall-device")
			.allSatisfy((name, cookie) -> assertThat(cookie.isHttpOnly()).as(name).isTrue());
	}

	private static void endAnotherSession(TestService service, Chromium browser, String base, String email) {
		service.clock().advance(Duration.ofMinutes(2));
		service.login(email, TestService.MAC, service.passcode(email, TestService.MAC));
		browser.open(base + "/me");
		assertThat(browser.count(".cards li")).isEqualTo(2);
		browser.look("me");
		browser.press(".cards button");
		assertThat(browser.count(".cards li")).isOne();
		browser.open(base + "/signin");
		assertThat(browser.cookies()).as("one answer deleted one and set two")
			.containsOnlyKeys("hellwall-token", "hellwall-device");
		browser.look("signed-in");
		browser.open(base + "/nothing");
		browser.open(base + "/me/nothing");
		browser.look("trouble");
	}

	private static void changePassword(TestService service, Chromium browser, String base, String email) {
		service.clock().advance(Duration.ofMinutes(2));
		browser.open(base + "/signin/password");
		browser.look("old-password");
		browser.type("password", TestService.PASSWORD);
		browser.press("main button");
		browser.look("new-password");
		browser.type("passcode", service.mailedPasscode(email));
		browser.type("newPassword", "short");
		browser.press("main button");
		assertThat(browser.text()).contains("The new password is too short.");
		browser.look("new-password-refused");
		browser.type("passcode", service.mailedPasscode(email));
		browser.type("newPassword", NEW_PASSWORD);
		browser.press("main button");
		assertThat(browser.text()).contains("The password was changed");
		browser.look("password-changed");
	}

	private static void inArabic(TestService service, Chromium browser, String base, String email) {
		service.clock().advance(Duration.ofMinutes(2));
		browser.send(Map.of("Accept-Language", "ar"));
		browser.open(base + "/signin");
		browser.look("ar-signin");
		browser.type("email", email);
		browser.type("password", NEW_PASSWORD);
		browser.press("main button");
		browser.look("ar-passcode");
		browser.type("passcode", service.mailedPasscode(email));
		browser.press("main button");
		assertThat(browser.text()).contains("English");
		browser.choose("#language option[value=ar]");
		browser.press("main section:last-of-type button");
		assertThat(browser.find("html").getDomAttribute("dir")).isEqualTo("rtl");
		browser.look("ar-me");
	}

	private static void signOut(Chromium browser, String base) {
		browser.press("form[action='/signout'] button");
		assertThat(browser.address()).isEqualTo(base + "/signin?said=signedOut");
		assertThat(browser.cookies()).containsKey("hellwall-device").doesNotContainKey("hellwall-token");
		browser.look("ar-signed-out");
		browser.open(base + "/me");
		assertThat(browser.address()).isEqualTo(base + "/signin?rd=/me");
	}

	private static void inAnotherNetwork(TestService service, Chromium browser, String base, String email) {
		service.clock().advance(Duration.ofMinutes(2));
		credentials(service).update("update account set binding = 'step-up', language = 'en' where email = ?", email);
		browser.send(Map.of("Accept-Language", "en"));
		enter(service, browser, base, email, NEW_PASSWORD);
		assertThat(browser.address()).as(browser.text()).isEqualTo(base + "/me");
		service.clock().advance(Duration.ofMinutes(2));
		browser.send(Map.of("Accept-Language", "en", "X-Forwarded-For", "198.51.100.77"));
		browser.open(base + "/me");
		assertThat(browser.text()).contains("Confirm that it is you");
		browser.look("step-up");
		browser.press("main button");
		assertThat(browser.text()).contains("Open your mailbox.");
		browser.look("step-up-passcode");
		browser.type("passcode", service.mailedPasscode(email));
		browser.press("main button");
		assertThat(browser.address()).as(browser.text()).isEqualTo(base + "/me");
		browser.press("form[action='/signout'] button");
	}

	private static void withAPasswordThatHasToChange(TestService service, Chromium browser, String base) {
		String email = service.newAccount();
		credentials(service).update("update account set password_expired = 1 where email = ?", email);
		enter(service, browser, base, email, TestService.PASSWORD);
		assertThat(browser.text()).contains("Your password has to be changed");
		browser.look("password-has-to-change");
		browser.press("main button");
		assertThat(browser.address()).isEqualTo(base + "/signin/password/new");
	}

	private static void withoutSignInPages(Chromium browser) {
		browser.open(SharedService.on(TestStore.SQLITE).uri("/").toString());
		assertThat(browser.count("a")).isPositive();
		browser.look("home");
	}

	/** Types password and passcode. */
	private static void enter(TestService service, Chromium browser, String base, String email, String password) {
		browser.open(base + "/signin");
		browser.type("email", email);
		browser.type("password", password);
		browser.press("main button");
		browser.type("passcode", service.mailedPasscode(email));
		browser.press("main button");
	}

	private static JdbcTemplate credentials(TestService service) {
		return new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class));
	}

}
