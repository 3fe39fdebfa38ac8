package io.hellwall.session;

import java.util.Locale;

import javax.sql.DataSource;

import io.hellwall.TestService;

import org.springframework.jdbc.core.JdbcTemplate;

/** What the service has stored of its sessions. */
final class Records {

	private final JdbcTemplate creds;

	Records(TestService service) {
		this.creds = new JdbcTemplate(service.context().getBean(DataSource.class));
	}

	/** How often that event was stored for that session. */
	int events(String event, String sessionId) {
		Integer count = this.creds.queryForObject(
				"select count(*) from audit_event where event = ? and hex(session_id) = ?", Integer.class, event,
				sessionId.replace("-", "").toUpperCase(Locale.ROOT));
		return (count != null) ? count : 0;
	}

	int sessions(String email) {
		Integer count = this.creds.queryForObject("select count(*) from session where email = ?", Integer.class, email);
		return (count != null) ? count : 0;
	}

	void disable(String email) {
		this.creds.update("update account set status = 'DISABLED' where email = ?", email);
	}

}
