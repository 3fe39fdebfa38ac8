package io.hellwall.http;

import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;

import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.device.IpAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose address counts where a trusted proxy stands before the service. */
class ProxyTest {

	private static final String CLIENT = "198.51.100.7";

	private static final String STRANGER = "203.0.113.9";

	@TempDir
	static Path dataDir;

	static TestService service;

	@BeforeAll
	static void start() {
		service = TestService.start(dataDir, "hellwall.trusted-proxies=127.0.0.0/8,10.0.0.0/8");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { CLIENT, CLIENT + ", 10.0.0.1", STRANGER + ", " + CLIENT,
			"junk, " + CLIENT + ":4711", "[::ffff:" + CLIENT + "]:443" })
	void verifyWhenForwardedFromTheClientThenAuthorized(String forwardedFor) {
		assertThat(verify(token(CLIENT), "", "X-Forwarded-For", forwardedFor).text("status")).isEqualTo("authorized");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { STRANGER, CLIENT + ", " + STRANGER, CLIENT + ", " + STRANGER + ", 10.0.0.1", "10.0.0.1", "::1" })
	void verifyWhenForwardedFromElsewhereThenUnauthorized(String forwardedFor) {
		String token = token(CLIENT);
		assertThat(verify(token, "", "X-Forwarded-For", forwardedFor).problem()).isEqualTo("unauthorized");
		assertThat(verify(token, "").problem()).isEqualTo("unauthorized");
	}

	@Test
	void verifyWhenSeveralHeadersThenTheLastIsNearest() {
		String token = token(CLIENT);
		assertThat(verify(token, "", "X-Forwarded-For", STRANGER, "X-Forwarded-For", CLIENT).text("status"))
			.isEqualTo("authorized");
		assertThat(verify(token, "", "X-Forwarded-For", CLIENT, "X-Forwarded-For", STRANGER).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP" })
	void verifyWhenAnotherHeaderThenNotBelieved(String header) {
		assertThat(verify(token(CLIENT), "", header, header.equals("Forwarded") ? "for=" + CLIENT : CLIENT).status())
			.isEqualTo(401);
	}

	@Test
	void ipWhenFromAProxyThenCounts() {
		String token = token(CLIENT);
		assertThat(verify(token, CLIENT).text("status")).isEqualTo("authorized");
		assertThat(verify(token, "::ffff:" + CLIENT).text("status")).isEqualTo("authorized");
		assertThat(verify(token, CLIENT, "X-Forwarded-For", "10.0.0.1").text("status")).isEqualTo("authorized");
		assertThat(verify(token, STRANGER).status()).isEqualTo(401);
	}

	@Test
	void ipWhenAProxyForwardsAStrangerThenMismatch() {
		String token = token(CLIENT);
		assertThat(verify(token, CLIENT, "X-Forwarded-For", STRANGER).problem()).isEqualTo("ip-mismatch");
		assertThat(verify(token, CLIENT, "X-Forwarded-For", CLIENT + ", " + STRANGER).problem())
			.isEqualTo("ip-mismatch");
		assertThat(verify(token, STRANGER, "X-Forwarded-For", CLIENT).problem()).isEqualTo("ip-mismatch");
		assertThat(verify(token, CLIENT, "X-Forwarded-For", CLIENT).text("status")).isEqualTo("authorized");
	}

	@ParameterizedTest
	@ValueSource(strings = { "zq7x", "", CLIENT + ",", "_zq7x", "198.51.100.007", "fe80::1%zq7x" })
	void anyCallWhenAProxyForwardsJunkThenRefusedWithoutEcho(String forwardedFor) {
		Answer answer = verify("0".repeat(64), "", "X-Forwarded-For", forwardedFor);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.problem()).isEqualTo("invalid-request");
		assertThat(answer.text("detail")).isEqualTo("X-Forwarded-For must hold addresses");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "[2001:db8::7]:443;2001:db8::7", "[2001:db8::7];2001:db8::7",
			CLIENT + ":4711;" + CLIENT, "::ffff:" + CLIENT + ";" + CLIENT, ", , " + CLIENT + ";" + CLIENT })
	void networkWhenAskedThenShowsWhatAnAddressWasReadFrom(String forwardedFor, String client) {
		Answer answer = network("X-Forwarded-For", forwardedFor);
		assertThat(answer.text("peer")).isEqualTo("127.0.0.1");
		assertThat(answer.json().path("forwardedFor").toString()).isEqualTo("[\"" + forwardedFor + "\"]");
		assertThat(answer.text("network")).startsWith(answer.text("address") + "/");
		assertThat(IpAddress.parse(answer.text("address"))).isEqualTo(IpAddress.parse(client));
		assertThat(answer.text("reason")).contains("right-most");
	}

	@Test
	void networkWhenSeveralLinesThenShowsEachAndTakesTheRightMost() {
		Answer answer = network("X-Forwarded-For", STRANGER, "X-Forwarded-For", CLIENT + ", 10.0.0.1");
		assertThat(answer.json().path("forwardedFor")).hasSize(2);
		assertThat(answer.text("network")).isEqualTo(CLIENT + "/32");
	}

	@Test
	void networkWhenAProxyForwardsNothingThenSaysSo() {
		Answer answer = network("Forwarded", "for=" + CLIENT, "X-Real-IP", CLIENT);
		assertThat(answer.text("address")).isEqualTo("127.0.0.1");
		assertThat(answer.json().path("forwardedFor")).isEmpty();
		assertThat(answer.text("reason")).contains("sends no X-Forwarded-For", "no other one is believed");
	}

	@Test
	void networkWhenAllAreProxiesThenSaysSo() {
		String hops = String.join(",", Collections.nCopies(200, "10.0.0.2"));
		Answer answer = network("X-Forwarded-For", "10.0.0.3," + hops);
		assertThat(answer.text("address")).isEqualTo("10.0.0.3");
		assertThat(answer.text("reason")).contains("take its network out of hellwall.trusted-proxies");
		assertThat(answer.json().path("forwardedFor").get(0).asString()).hasSize(1001).endsWith("…");
		assertThat(network("X-Forwarded-For", CLIENT + "," + hops).text("address")).isEqualTo(CLIENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "zq7x", "", CLIENT + ",", "fe80::1%zq7x", "<b>\"" })
	void networkWhenAProxyForwardsJunkThenTellsTheAdministrator(String forwardedFor) {
		Answer answer = network("X-Forwarded-For", forwardedFor);
		assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("peer", "forwardedFor", "reason");
		assertThat(answer.json().path("forwardedFor").get(0).asString()).isEqualTo(forwardedFor);
		assertThat(answer.text("reason")).contains("clients are refused with 400");
	}

	@Test
	void networkWhenThePeerIsNoProxyThenItsHeaderIsIgnored(@TempDir Path ownData) {
		try (TestService direct = TestService.start(ownData)) {
			Answer ignored = direct.get("/admin/network", withKey(direct, "X-Forwarded-For", CLIENT));
			assertThat(ignored.text("address")).isEqualTo("127.0.0.1");
			assertThat(ignored.text("reason")).contains("ignored", "add it to hellwall.trusted-proxies");
			Answer plain = direct.get("/admin/network", direct.adminKey());
			assertThat(plain.text("reason")).contains("its own address counts").doesNotContain("ignored");
		}
	}

	@Test
	void networkWhenNotTheAdministratorThenUnauthorized() {
		Answer answer = service.get("/admin/network", "X-Forwarded-For", CLIENT);
		assertThat(answer.problem()).isEqualTo("unauthorized");
		assertThat(answer.body()).doesNotContain(CLIENT);
	}

	private static Answer network(String... headers) {
		Answer answer = service.get("/admin/network", withKey(service, headers));
		assertThat(answer.status()).isEqualTo(200);
		return answer;
	}

	private static String[] withKey(TestService service, String... headers) {
		return Stream.of(service.adminKey(), headers).flatMap(Stream::of).toArray(String[]::new);
	}

	/** The token of a new session that was opened from that address. */
	private static String token(String client) {
		String email = service.newAccount();
		String credentials = TestService.credentials(email, TestService.MAC);
		Answer passcode = service.post("/passcode", "{" + credentials + "}", "X-Forwarded-For", client);
		assertThat(passcode.status()).isEqualTo(202);
		return service
			.post("/login", "{" + credentials + ",\"passcode\":\"" + service.mailedPasscode(email) + "\"}",
					"X-Forwarded-For", client)
			.text("token");
	}

	private static Answer verify(String token, String ip, String... headers) {
		String claim = ip.isEmpty() ? "" : ",\"ip\":\"" + ip + "\"";
		return service.post("/verify", "{\"token\":\"%s\",\"mac\":\"%s\"%s}".formatted(token, TestService.MAC, claim),
				headers);
	}

}
