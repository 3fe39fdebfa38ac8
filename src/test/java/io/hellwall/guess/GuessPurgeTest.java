package io.hellwall.guess;

import java.nio.ByteBuffer;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** A flood of addresses does not fill the disk. */
class GuessPurgeTest {

	@ParameterizedTest
	@ArgumentsSource(TestStore.Tested.class)
	void deleteBeyondWhenMoreAccountsThanAreKeptThenTheOldestGo(TestStore store) {
		TestService service = SharedService.lend(store);
		try {
			GuessRepository guesses = service.context().getBean(GuessRepository.class);
			JdbcTemplate database = new JdbcTemplate(
					service.context().getBean("passcodesDataSource", DataSource.class));
			for (int i = 1; i <= 6; i++) {
				insert(store, database, "", i);
				insert(store, database, "network 198.51.100.1/32", i);
			}
			assertThat(guesses.deleteBeyond(6, 10)).isZero();
			assertThat(guesses.deleteBeyond(3, 2)).isEqualTo(2);
			assertThat(guesses.deleteBeyond(3, 2)).isZero(); // of those that are kept,
																// one more has changed
																// since
			assertThat(database.queryForList("select changed_at from guess where origin = '' order by changed_at",
					Integer.class))
				.containsExactly(3, 4, 5, 6);
			assertThat(database.queryForObject("select count(*) from guess", Integer.class)).isEqualTo(10);
		}
		finally {
			SharedService.giveBack(service);
		}
	}

	private static void insert(TestStore store, JdbcTemplate database, String origin, int changedAt) {
		UUID id = UUID.randomUUID();
		database.update("insert into guess values (?, ?, 1, 0, 0, ?, 0)",
				(store == TestStore.POSTGRES) ? id
						: ByteBuffer.allocate(16)
							.putLong(id.getMostSignificantBits())
							.putLong(id.getLeastSignificantBits())
							.array(),
				origin, changedAt);
	}

}
