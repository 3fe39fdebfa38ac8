package io.hellwall;

import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@Isolated("reads the log")
@ExtendWith(OutputCaptureExtension.class)
class StartReportTest {

	private final MockEnvironment environment = new MockEnvironment()
		.withProperty("hellwall.store.creds.url", "jdbc:sqlite:/srv/data/op_creds.db")
		.withProperty("hellwall.data-dir", "/srv/data")
		.withProperty("hellwall.mail.outbox", "/srv/data/outbox")
		.withProperty("hellwall.admin.key-file", "/srv/data/admin.key")
		.withProperty("local.server.port", "8080")
		.withProperty("management.server.address", "127.0.0.1")
		.withProperty("local.management.port", "8081");

	@Test
	void reportWhenOnlyDefaultsAreSetThenTellsWhereAllIs(CapturedOutput output) {
		report();
		assertThat(output).contains("Hellwall 1.2.3 on Java " + Runtime.version(),
				"Hellwall listens on http://127.0.0.1:8080; health: http://127.0.0.1:8081/actuator/health",
				"Data: in /srv/data; databases: SQLite; mails: as files in /srv/data/outbox",
				"Contract, to read and to try: http://127.0.0.1:8080/swagger-ui.html",
				"Admin key: in the file /srv/data/admin.key", "First account: curl http://127.0.0.1:8080/admin");
		assertThat(StartTest.lines(output)).hasSizeBetween(7, 9);
	}

	@Test
	void reportWhenThePostgresUrlHasAPasswordThenDoesNotTellIt(CapturedOutput output) {
		this.environment.setProperty("hellwall.store.creds.url", "jdbc:postgresql://db:5432/hellwall?password=hunter2");
		report();
		assertThat(output).contains("databases: PostgreSQL, db:5432/hellwall;").doesNotContain("hunter2");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			                      |               |     | other machines reach HTTP without TLS
			0.0.0.0               |               |     | other machines reach HTTP without TLS
			192.0.2.7             | 192.0.2.1     |     | other machines reach HTTP without TLS
			192.0.2.7             |               | web | none
			127.0.0.1             |               |     | behind a proxy on this machine all clients have one address
			::1                   |               |     | behind a proxy on this machine all clients have one address
			127.0.0.1             | 127.0.0.1,::1 |     | none
			""")
	void reportWhenSomethingIsNotSafeThenTellsWhat(String address, String proxies, String bundle, String risk,
			CapturedOutput output) {
		set("server.address", address);
		set("hellwall.trusted-proxies", proxies);
		set("server.ssl.bundle", bundle);
		report();
		if (risk == null) {
			assertThat(output).doesNotContain("Not safe yet").contains("Hellwall listens on");
		}
		else {
			assertThat(output).containsOnlyOnce("Not safe yet: ").contains(risk);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			true  |           |     | The pipe protocol (TCP) is open to this machine only
			true  | 127.0.0.1 |     | The pipe protocol (TCP) is open to this machine only
			true  | 0.0.0.0   |     | Not safe yet: other machines reach the pipe protocol (TCP) without TLS
			true  | 0.0.0.0   | web | The pipe protocol (TCP) is open to other machines, with TLS
			false | 0.0.0.0   |     | The pipe protocol (TCP) is off
			""")
	void reportWhenThePipeProtocolListensThenTellsToWhom(String enabled, String address, String bundle, String line,
			CapturedOutput output) {
		set("hellwall.tcp.enabled", enabled);
		set("hellwall.tcp.address", address);
		set("hellwall.tcp.ssl-bundle", bundle);
		report();
		assertThat(output).contains(line);
	}

	private void set(String setting, String value) {
		if (value != null) {
			this.environment.setProperty(setting, value);
		}
	}

	private void report() {
		Properties build = new Properties();
		build.setProperty("version", "1.2.3");
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("build", new BuildProperties(build));
		new StartReport(this.environment, beans.getBeanProvider(BuildProperties.class)).report();
	}

}
