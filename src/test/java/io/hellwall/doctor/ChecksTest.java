package io.hellwall.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.hellwall.TestCertificate;
import io.hellwall.TestClock;
import io.hellwall.account.EmailAddress;
import io.hellwall.crypto.KeyFingerprint;
import io.hellwall.doctor.Finding.Level;
import io.hellwall.serverkey.KeyState;
import io.hellwall.serverkey.ServerKeyView;
import io.hellwall.serverkey.ServerKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.MockMakers;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** Each check, where all is well and where it is not. */
class ChecksTest {

	private static final Question NOTHING_MORE = new Question(null, null);

	@TempDir
	Path folder;

	TestClock clock = new TestClock();

	MockEnvironment settings = new MockEnvironment();

	Installation installation = new Installation(this.settings);

	@BeforeEach
	void install() throws IOException {
		this.settings.setProperty("hellwall.store.creds.url", "jdbc:sqlite:" + file("op_creds.db", "rw-------"));
		this.settings.setProperty("hellwall.store.passcodes.url",
				"jdbc:sqlite:" + file("op_passcodes.db", "rw-------"));
		this.settings.setProperty("hellwall.key-file", file("server.key", "rw-r-----").toString());
		this.settings.setProperty("hellwall.admin.key-file", file("admin.key", "rw-------").toString());
		permit(this.folder, "rwx------");
	}

	@Test
	void examineWhenACheckFailsOrBreaksThenTellsAllOthersAndIsNotWell() {
		List<Finding> told = new ArrayList<>();
		Check well = (question) -> List.of(Finding.ok("a", "b"), Finding.warn("c", "d"));
		assertThat(new Doctor(List.of(well)).examine(NOTHING_MORE, told::add)).isTrue();
		assertThat(new Doctor(List.of((question) -> List.of(Finding.fail("e", "f")), well)).examine(NOTHING_MORE,
				told::add))
			.isFalse();
		assertThat(new Doctor(List.of((question) -> {
			throw new IllegalStateException("broken");
		}, well)).examine(NOTHING_MORE, told::add)).isFalse();
		assertThat(told.stream().map(Finding::level)).containsExactly(Level.OK, Level.WARN, Level.FAIL, Level.OK,
				Level.WARN, Level.FAIL, Level.OK, Level.WARN);
	}

	@Test
	void keysWhenOneIsMissingOrNotNeededThenSaysWhatToDo() {
		KeyFingerprint active = KeyFingerprint.parse("0000000a");
		KeyFingerprint old = KeyFingerprint.parse("0000000b");
		List<ServerKeyView> views = new ArrayList<>();
		KeyCheck check = new KeyCheck(Mockito.mock(ServerKeys.class,
				Mockito.withSettings()
					.mockMaker(MockMakers.SUBCLASS)
					.stubOnly()
					.defaultAnswer((call) -> call.getMethod().getName().equals("list") ? views : active)));
		views.add(new ServerKeyView(active, KeyState.ACTIVE, null, 1, 0));
		assertThat(levels(check)).containsExactly(Level.OK);
		views.add(new ServerKeyView(old, KeyState.ACCEPTED, null, 1, 0));
		assertThat(levels(check)).containsExactly(Level.OK);
		views.set(1, new ServerKeyView(old, KeyState.ACCEPTED, null, 0, 0));
		assertThat(check.findings(NOTHING_MORE).getLast().text()).contains("key retire 0000000b");
		views.set(1, new ServerKeyView(old, KeyState.MISSING, null, 0, 0));
		assertThat(levels(check)).containsExactly(Level.OK);
		views.set(1, new ServerKeyView(old, KeyState.MISSING, null, 2, 0));
		assertThat(check.findings(NOTHING_MORE).getLast()).satisfies(
				(it) -> assertThat(it.level()).isEqualTo(Level.WARN),
				(it) -> assertThat(it.text()).startsWith("2 sessions need the server key 0000000b, which is not here"));
	}

	@Test
	void filesWhenOthersHaveRightsThenFailsAndSaysTheCommand() throws IOException {
		PermissionCheck check = new PermissionCheck(this.installation);
		assertThat(levels(check)).containsExactly(Level.OK);
		permit(this.folder, "rwxr-xr-x");
		assertThat(levels(check)).containsExactly(Level.WARN);
		Path key = this.folder.resolve("server.key");
		permit(key, "rw-rw----");
		assertThat(check.findings(NOTHING_MORE).getFirst())
			.isEqualTo(Finding.fail("files", "other users can read or change " + key + ": chmod 600 " + key));
	}

	@Test
	void diskWhenFullOrSlowThenSaysSo() {
		assertThat(DiskCheck.room(DiskCheck.FEW - 1, 1).level()).isEqualTo(Level.FAIL);
		assertThat(DiskCheck.room(DiskCheck.FEW, DiskCheck.FEW + 1).level()).isEqualTo(Level.WARN);
		assertThat(DiskCheck.room(DiskCheck.FEW, DiskCheck.FEW).level()).isEqualTo(Level.OK);
		assertThat(DiskCheck.speed(DiskCheck.SLOW).level()).isEqualTo(Level.OK);
		assertThat(DiskCheck.speed(DiskCheck.SLOW.plusMillis(1)).level()).isEqualTo(Level.WARN);
	}

	@Test
	void diskWhenItIsMeasuredThenLeavesNothingBehind() throws IOException {
		assertThat(new DiskCheck(this.installation).findings(NOTHING_MORE)).hasSize(2)
			.last()
			.satisfies((it) -> assertThat(it.text()).matches("a durable write takes \\d+[.,]\\d ms.*"));
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).hasSize(4);
		}
	}

	@Test
	void clockWhenItIsWrongThenSaysByHowMuch() throws SQLException {
		TestClock database = new TestClock();
		ClockCheck check = new ClockCheck(this.clock, database, creds("create table audit_event (at integer)"));
		assertThat(levels(check)).containsExactly(Level.OK);
		creds("insert into audit_event values (" + this.clock.instant().plus(Duration.ofMinutes(1)).toEpochMilli()
				+ ")");
		assertThat(levels(check)).containsExactly(Level.OK);
		creds("insert into audit_event values (" + this.clock.instant().plusSeconds(61).toEpochMilli() + ")");
		assertThat(levels(check)).containsExactly(Level.FAIL);
		database.advance(Duration.ofMillis(1001));
		assertThat(check.findings(NOTHING_MORE)).containsExactly(Finding.warn("clock",
				"the clock of the database is 1001 ms ahead of this machine's: synchronize both with one time server"));
	}

	@Test
	void schemaWhenAMigrationFailedThenFails() throws SQLException {
		DriverManagerDataSource store = creds(
				"create table flyway_schema_history (installed_rank integer, version text, success boolean)",
				"insert into flyway_schema_history values (1, '9', 1), (2, '9.1', 1)");
		SchemaCheck check = new SchemaCheck(store, store);
		assertThat(check.findings(NOTHING_MORE))
			.containsExactly(Finding.ok("schema", "creds 9.1, passcodes 9.1: those of this version"));
		creds("insert into flyway_schema_history values (3, '10', 0)");
		assertThat(levels(check)).containsExactly(Level.FAIL);
	}

	@Test
	void mailWhenTheServerTakesTheTestMailThenIsWellAndElseFails() {
		assertThat(levels(mail(null))).containsExactly(Level.WARN);
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost("127.0.0.1");
		GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
		server.start();
		sender.setPort(server.getSmtp().getPort());
		this.settings.setProperty("hellwall.mail.from", "Hellwall <login@example.org>");
		try {
			assertThat(levels(mail(sender))).containsExactly(Level.OK);
			assertThat(server.getReceivedMessages()).isEmpty();
			assertThat(mail(sender).findings(new Question(null, EmailAddress.parse("carol@example.org"))))
				.containsExactly(Finding.ok("mail", "127.0.0.1:" + sender.getPort() + " took the test mail"));
			assertThat(server.getReceivedMessages()).hasSize(1);
		}
		finally {
			server.stop();
		}
		assertThat(mail(sender).findings(NOTHING_MORE)).singleElement()
			.satisfies((it) -> assertThat(it.level()).isEqualTo(Level.FAIL),
					(it) -> assertThat(it.text()).contains("does not take mails", "check spring.mail.host"));
	}

	@Test
	void tlsWhenTheCertificateEndsOrIsMissingThenSaysSo() {
		SslProperties ssl = new SslProperties();
		TlsCheck check = new TlsCheck(ssl, this.installation, this.clock);
		assertThat(check.findings(NOTHING_MORE)).singleElement()
			.satisfies((it) -> assertThat(it.text()).startsWith("HTTP is not encrypted: set server.ssl.bundle"));
		TestCertificate.write(this.folder.resolve("tls.crt"), this.folder.resolve("tls.key"), "doctor", 30);
		PemSslBundleProperties bundle = new PemSslBundleProperties();
		bundle.getKeystore().setCertificate("file:" + this.folder.resolve("tls.crt"));
		bundle.getKeystore().setPrivateKey("file:" + this.folder.resolve("tls.key"));
		ssl.getBundle().getPem().put("web", bundle);
		this.settings.setProperty("server.ssl.bundle", "web");
		Instant made = Instant.ofEpochMilli(System.currentTimeMillis());
		assertThat(levelAt(check, made)).isEqualTo(Level.OK);
		assertThat(levelAt(check, made.plus(Duration.ofDays(17)))).isEqualTo(Level.WARN);
		assertThat(levelAt(check, made.plus(Duration.ofDays(31)))).isEqualTo(Level.FAIL);
		bundle.getKeystore().setPrivateKey("file:" + this.folder.resolve("none.key"));
		assertThat(levelAt(check, made)).isEqualTo(Level.FAIL);
		this.settings.setProperty("hellwall.tcp.address", "0.0.0.0");
		assertThat(check.findings(NOTHING_MORE).getLast().text()).startsWith("the TCP ports are open to others");
	}

	@Test
	void aotWhenTheCacheIsNotUsedThenWarns() {
		assertThat(AotCheck.finding("", true).level()).isEqualTo(Level.OK);
		assertThat(AotCheck.finding("hellwall.aot", true).level()).isEqualTo(Level.OK);
		assertThat(AotCheck.finding("hellwall.aot", false).level()).isEqualTo(Level.WARN);
		assertThat(new AotCheck().findings(NOTHING_MORE)).hasSize(1);
	}

	@Test
	void proxyWhenAskedThroughItThenTellsTheAddressThatArrives() throws IOException {
		HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		String[] answer = {
				"{\"peer\":\"10.0.0.2\",\"address\":\"198.51.100.7\",\"forwardedFor\":[\"198.51.100.7\"],\"reason\":\"Trusted.\"}" };
		int[] status = { 200 };
		proxy.createContext("/admin/network", (exchange) -> {
			byte[] body = answer[0].getBytes(StandardCharsets.UTF_8);
			boolean mine = "Bearer admin.key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
			exchange.sendResponseHeaders(mine ? status[0] : 500, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		proxy.start();
		URI through = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort() + "/");
		Question question = new Question(through, null);
		ProxyCheck check = new ProxyCheck(this.installation, JsonMapper.builder().build());
		try {
			assertThat(check.findings(NOTHING_MORE)).isEmpty();
			assertThat(check.findings(question)).containsExactly(Finding.ok("proxy",
					"the service sees the client 198.51.100.7, by a connection from 10.0.0.2. Trusted."));
			answer[0] = answer[0].replace("\"address\":\"198.51.100.7\"", "\"address\":\"10.0.0.2\"");
			assertThat(check.findings(question).getFirst().level()).isEqualTo(Level.WARN);
			answer[0] = "<html>";
			assertThat(check.findings(question).getFirst().level()).isEqualTo(Level.FAIL);
			status[0] = 401;
			assertThat(check.findings(question).getFirst().text()).contains("answers 401: it is another installation");
		}
		finally {
			proxy.stop(0);
		}
		assertThat(check.findings(question).getFirst().text()).contains("cannot be reached");
		for (String elsewhere : new String[] { "http://login.example.org", "http://127.0.0.1.example.org" }) {
			assertThat(check.findings(new Question(URI.create(elsewhere), null)).getFirst().text())
				.contains("unencrypted");
		}
	}

	private MailCheck mail(@Nullable JavaMailSenderImpl sender) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		if (sender != null) {
			beans.addBean("sender", sender);
		}
		return new MailCheck(this.installation, beans.getBeanProvider(JavaMailSenderImpl.class));
	}

	private Level levelAt(TlsCheck check, Instant time) {
		this.clock.set(time);
		return check.findings(NOTHING_MORE).getFirst().level();
	}

	private static List<Level> levels(Check check) {
		return check.findings(NOTHING_MORE).stream().map(Finding::level).toList();
	}

	private DriverManagerDataSource creds(String... statements) throws SQLException {
		String url = "jdbc:sqlite:" + this.folder.resolve("checked.db");
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
		return new DriverManagerDataSource(url);
	}

	private Path file(String name, String permissions) throws IOException {
		return permit(Files.writeString(this.folder.resolve(name), name), permissions);
	}

	private static Path permit(Path file, String permissions) throws IOException {
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

}
