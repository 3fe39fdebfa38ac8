package io.hellwall.browser;

import java.net.URI;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Where a sign-in may lead: to no place that a stranger chose. */
class ReturnTargetsTest {

	private final ReturnTargets targets = new ReturnTargets(
			TestSettings.of("https://login.example.org", "example.org", "shop.example.net"));

	@ParameterizedTest
	@CsvSource({ "https://app.example.org/, https://app.example.org/",
			"https://app.example.org, https://app.example.org",
			"https://example.org/a?b=c#d, https://example.org/a?b=c#d",
			"https://a.b.shop.example.net/x, https://a.b.shop.example.net/x",
			"HTTPS://APP.Example.ORG/Path, https://app.example.org/Path",
			"https://app.example.org:443/, https://app.example.org:443/",
			"https://app.example.org?x=1, https://app.example.org?x=1",
			"https://app.example.org/a%20b/%C3%BC?mail=a@b.c&u=https://x/, https://app.example.org/a%20b/%C3%BC?mail=a@b.c&u=https://x/",
			"https://app.example.org/f[1]?q={a|b}^c, https://app.example.org/f%5B1%5D?q=%7Ba%7Cb%7D%5Ec",
			"/me, https://login.example.org/me", "/, https://login.example.org/",
			"/me?a=b, https://login.example.org/me?a=b" })
	void acceptWhenItIsOursThenGivesTheAddress(String rd, String target) {
		assertThat(this.targets.accept(rd)).hasValue(URI.create(target));
	}

	/** Each line is a trick by which a redirect has led elsewhere, in some program. */
	@ParameterizedTest
	@ValueSource(strings = { "", " ", "https://evil.test/", "https://example.org.evil.test/",
			"https://evilexample.org/", "https://app.example.net/", "https://example.net/", "https://org/",
			"https://.example.org/", "https://example.org./", "https://app.example.org../", "https://app..example.org/",
			// not https
			"http://app.example.org/", "ftp://app.example.org/", "javascript:alert(1)",
			"javascript://app.example.org/%0aalert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x",
			"blob:https://app.example.org/x", "file:///etc/passwd", "about:blank", "https:", "https:/", "https://",
			"https:app.example.org", "https:/app.example.org/", "https:///app.example.org/",
			"https:\\\\app.example.org",
			// no scheme
			"//evil.test", "//app.example.org", "///evil.test", "////evil.test", "/\\evil.test", "\\/evil.test",
			"\\\\evil.test", "/\\/evil.test", "evil.test", "app.example.org", "?rd=x", "#x", "me", "./me", "../me",
			// user and password
			"https://app.example.org@evil.test/", "https://evil.test@app.example.org/", "https://a:b@app.example.org/",
			"https://@app.example.org/", "https://app.example.org:443@evil.test/",
			"https://app.example.org%40evil.test/",
			// where the host ends
			"https://app.example.org\\.evil.test/", "https://app.example.org\\@evil.test/",
			"https://evil.test\\.example.org/", "https://evil.test\\@app.example.org", "https://evil.test/.example.org",
			"https://evil.test#.example.org", "https://evil.test?.example.org", "https://evil.test;.example.org/",
			"https://evil.test,app.example.org/", "https://evil.test%2f.example.org/",
			"https://evil.test%5c.example.org/", "https://evil.test%23.example.org/",
			"https://evil.test%3f.example.org/", "https://evil.test%00.example.org/",
			"https://evil.test:80.example.org/", "https://[app.example.org]/", "https://[::1]/",
			"https://[::ffff:127.0.0.1]/", "https://app_1.example.org/", "https://*.example.org/",
			"https://app.example.org&evil.test/", "https://-app.example.org/", "https://app-.example.org/",
			// encoded dots, other alphabets
			"https://app%2eexample%2eorg/", "https://app%2Eexample.org/", "https://%61pp.example.org/",
			"https://app.example.org%2e/", "https://app\u3002example.org/", "https://app\uff0eexample.org/",
			"https://ex\u0430mple.org/", "https://\u24d4xample.org/", "https://app.example.org\uff0fevil.test/",
			"https://app.example.org\u2215evil.test/", "https://evil.test\u2044.example.org/",
			"https://evil.test\u00ad.example.org/", "https://\u212bpp.example.org/", "https://app.example.or\u0261/",
			"\uff0f\uff0fevil.test", "/\u2028//evil.test", "/\u00fc",
			// ports
			"https://app.example.org:8443/", "https://app.example.org:80/", "https://app.example.org:0/",
			"https://app.example.org:/", "https://app.example.org:65536/", "https://app.example.org:99999/",
			"https://app.example.org:443:443/", "https://app.example.org:4a3/", "https://app.example.org:-1/",
			"https://login.example.org:8080/",
			// control characters and blanks
			"\thttps://app.example.org/", "https://app.example.org/\r\nSet-Cookie: a=b", "https://app.example.org/\n",
			"ht\ntps://app.example.org/", "java\tscript:alert(1)", "/\t/evil.test", "/\n/evil.test", "/\r/evil.test",
			"/me\r\nLocation: https://evil.test", "/me\u0000", "https://app.example.org/ x", " /me", "/me ",
			"https://app.example.org/\u007f", "https://app.example.org/\u0085", "https:// app.example.org/",
			// encodings that are none
			"/%", "/%2", "/%zz", "https://app.example.org/%u0041", "/a#b#c", "/\"onload=", "/<script>", "/a\\b" })
	void acceptWhenItIsATrickThenRefuses(String rd) {
		assertThat(this.targets.accept(rd)).isEmpty();
	}

	/** As nobody knows how long the addresses of applications are that we do not keep. */
	@Test
	void acceptWhenItIsVeryLongThenRefuses() {
		String longest = "https://app.example.org/" + "a".repeat(2048 - 24);
		assertThat(this.targets.accept(longest)).isPresent();
		assertThat(this.targets.accept(longest + "a")).isEmpty();
		assertThat(this.targets.accept("/" + "%41".repeat(1_000_000))).isEmpty();
		assertThat(this.targets.accept("https://" + "a".repeat(300) + ".example.org/")).isEmpty();
		assertThat(this.targets.accept(null)).isEmpty();
	}

	@Test
	void acceptWhenThePageIsForTryingOutThenAnyPortOfThisMachineWillDo() {
		ReturnTargets local = new ReturnTargets(TestSettings.of("http://localhost:8080"));
		assertThat(local.accept("http://localhost:8088/x")).hasValue(URI.create("http://localhost:8088/x"));
		assertThat(local.accept("https://localhost:8443/")).isPresent();
		assertThat(local.accept("http://127.0.0.1:8088/")).isEmpty();
		assertThat(local.accept("http://localhost.evil.test/")).isEmpty();
		assertThat(local.accept("http://localhost:0/")).isEmpty();
		assertThat(local.formAction()).isEqualTo("'self' http://localhost:*");
	}

	@Test
	void acceptWhenNoDomainIsListedThenOnlyOurOwnHost() {
		ReturnTargets alone = new ReturnTargets(TestSettings.of("https://login.example.org:8443"));
		assertThat(alone.accept("https://login.example.org:8443/app")).isPresent();
		assertThat(alone.accept("https://login.example.org/app")).isPresent();
		assertThat(alone.accept("https://login.example.org:9443/app")).isEmpty();
		assertThat(alone.accept("https://app.login.example.org/")).isEmpty();
		assertThat(alone.accept("https://example.org/")).isEmpty();
		assertThat(alone.accept("/me")).hasValue(URI.create("https://login.example.org:8443/me"));
	}

	@Test
	void signInWhenTheAddressIsOursThenLeadsBackThere() {
		assertThat(this.targets.signIn(URI.create("https://app.example.org/a?b=c&d=e#f")))
			.hasToString("https://login.example.org/signin?rd=https%3A%2F%2Fapp.example.org%2Fa%3Fb%3Dc%26d%3De%23f");
		assertThat(this.targets.signIn(URI.create("https://evil.test/")))
			.hasToString("https://login.example.org/signin");
	}

	@Test
	void anyCallWhenNobodySignsInByABrowserThenLeadsNowhere() {
		ReturnTargets off = new ReturnTargets(TestSettings.of(null, "example.org"));
		assertThat(off.accept("https://app.example.org/")).isEqualTo(Optional.empty());
		assertThat(off.accept("/me")).isEmpty();
		assertThatIllegalStateException().isThrownBy(() -> off.signIn(URI.create("https://app.example.org/")));
	}

	@Test
	void formActionWhenDomainsAreListedThenNamesThem() {
		assertThat(this.targets.formAction())
			.isEqualTo("'self' https://example.org https://*.example.org https://shop.example.net"
					+ " https://*.shop.example.net https://login.example.org");
	}

}
