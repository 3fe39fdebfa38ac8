package io.hellwall.persistence;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/** Of what is over, more goes than one statement deletes, and nothing else does. */
class PurgeTest {

	private static final int OVER = 2001;

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void purgeWhenThousandsAreOverThenDeletesAll(TestStore store) {
		TestService service = SharedService.lend(store);
		try {
			JdbcTemplate creds = new JdbcTemplate(service.context().getBean("credsDataSource", DataSource.class));
			JdbcTemplate passcodes = new JdbcTemplate(
					service.context().getBean("passcodesDataSource", DataSource.class));
			long now = service.clock().instant().toEpochMilli();
			fill(store, creds, now, "insert into audit_event (at, account_id, event) values (?, ?, 'LOGGED_OUT')");
			fill(store, creds, now,
					"insert into notice (at, account_id, kind, day, attempts)" + " values (?, ?, 'NEW_LOGIN', 0, 1)");
			fill(store, passcodes, now, "insert into mail_pace (mailed_at, account_id) values (?, ?)");
			fill(store, passcodes, now + 1, "insert into passcode (expires_at, account_id, mac, network, hmac,"
					+ " issued_at, attempts) values (?, ?, 'mac', 'network', cast('' as " + bytes(store) + "), 0, 0)");
			purge(service);
			assertThat(rows(creds, "audit_event")).isOne();
			assertThat(rows(creds, "notice")).isOne();
			assertThat(rows(passcodes, "mail_pace")).isOne();
			assertThat(rows(passcodes, "passcode")).isOne();
		}
		finally {
			SharedService.giveBack(service);
		}
	}

	private static int rows(JdbcTemplate template, String table) {
		Integer count = template.queryForObject("select count(*) from " + table, Integer.class);
		return (count != null) ? count : 0;
	}

	/**
	 * Many that are over, and one that is still good. It comes last, as the audit is
	 * deleted from its begin.
	 */
	private static void fill(TestStore store, JdbcTemplate template, long live, String insert) {
		template.batchUpdate(insert, Stream.generate(() -> new Object[] { 1L, id(store) }).limit(OVER).toList());
		template.update(insert, live, id(store));
	}

	private static Object id(TestStore store) {
		UUID id = UUID.randomUUID();
		return switch (store) {
			case POSTGRES -> id;
			case SQLITE -> ByteBuffer.allocate(16)
				.putLong(id.getMostSignificantBits())
				.putLong(id.getLeastSignificantBits())
				.array();
		};
	}

	private static String bytes(TestStore store) {
		return switch (store) {
			case POSTGRES -> "bytea";
			case SQLITE -> "blob";
		};
	}

	private static void purge(TestService service) {
		service.context()
			.getBeansOfType(ScheduledTaskHolder.class)
			.values()
			.stream()
			.flatMap((holder) -> holder.getScheduledTasks().stream())
			.map(ScheduledTask::getTask)
			.filter((task) -> task.toString().endsWith(".purge"))
			.forEach((task) -> task.getRunnable().run());
	}

}
