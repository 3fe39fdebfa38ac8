package io.hellwall.doctor;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Which versions the schemas have. The start of the program brings them to its own, or
 * refuses.
 */
@Component
@Order(40)
class SchemaCheck implements Check {

	private static final String NAME = "schema";

	private final DataSource creds;

	private final DataSource passcodes;

	SchemaCheck(@Qualifier("credsReaders") DataSource creds, @Qualifier("passcodesDataSource") DataSource passcodes) {
		this.creds = creds;
		this.passcodes = passcodes;
	}

	@Override
	public List<Finding> findings(Question question) {
		int failed = failed(this.creds) + failed(this.passcodes);
		return List.of((failed > 0)
				? Finding.fail(NAME, "a migration has failed: restore a backup, and start this version on it")
				: Finding.ok(NAME, "creds %s, passcodes %s: those of this version".formatted(version(this.creds),
						version(this.passcodes))));
	}

	private static int failed(DataSource store) {
		return new JdbcTemplate(store)
			.query("select version from flyway_schema_history where not success", (row, number) -> row.getRow())
			.size();
	}

	private static String version(DataSource store) {
		return new JdbcTemplate(store)
			.query("select version from flyway_schema_history where version is not null order by installed_rank desc",
					(row, number) -> String.valueOf(row.getString(1)))
			.getFirst();
	}

}
