package io.hellwall.session;

import java.nio.file.Path;
import java.util.List;

import javax.sql.DataSource;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hellwall.TestService;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What a verification of a good token costs, counted in statements. */
@Isolated("reads the log")
class VerifyCostTest {

	private static final String EXECUTING = "Executing prepared SQL statement [";

	@TempDir
	static Path dataDir;

	static TestService service;

	@BeforeAll
	static void start() {
		service = TestService.start(dataDir);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void verifyWhenAuthorizedThenRunsOneSelectByPrimaryKeysAndNoHash() {
		String token = service.newToken();
		// From here on, whoever hashes a password fails.
		ReflectionTestUtils.setField(service.context().getBean("passwordHashes"), "argon2", null);
		Statistics creds = statistics("credsEntityManagerFactory");
		Statistics passcodes = statistics("passcodesEntityManagerFactory");
		List<String> statements = statementsOf(
				() -> assertThat(service.verify(token, TestService.MAC).text("status")).isEqualTo("authorized"));
		assertThat(creds.getPrepareStatementCount()).isZero();
		assertThat(passcodes.getPrepareStatementCount()).isZero();
		assertThat(statements).singleElement().asString().startsWith("select ");
		assertThat(plan(statements.getFirst()))
			.filteredOn((step) -> !step.matches("SCALAR SUBQUERY \\d+|SCAN CONSTANT ROW"))
			.hasSize(3)
			.allMatch((step) -> step.matches("SEARCH \\w+ USING PRIMARY KEY .*"));
	}

	private static Statistics statistics(String factory) {
		Statistics statistics = service.context()
			.getBean(factory, EntityManagerFactory.class)
			.unwrap(SessionFactory.class)
			.getStatistics();
		statistics.setStatisticsEnabled(true);
		return statistics;
	}

	private static List<String> statementsOf(Runnable request) {
		Logger log = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		log.addAppender(lines);
		log.setLevel(Level.DEBUG);
		try {
			request.run();
		}
		finally {
			log.setLevel(null);
			log.detachAppender(lines);
		}
		return lines.list.stream()
			// Which the services of other tests do as well, every few seconds.
			.filter((line) -> !line.getThreadName().startsWith("scheduling-"))
			.map(ILoggingEvent::getFormattedMessage)
			.filter((line) -> line.startsWith(EXECUTING))
			.map((line) -> line.substring(EXECUTING.length(), line.length() - 1))
			.toList();
	}

	private static List<String> plan(String sql) {
		return new JdbcTemplate(service.context().getBean(DataSource.class)).query("explain query plan " + sql,
				(row, number) -> row.getString("detail"), new byte[32]);
	}

}
