package io.hellwall.api;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** While no mail goes out, nobody is told that it did, and nobody has to wait for it. */
class MailOutageTest {

	@TempDir
	static Path dataDir;

	@Test
	void passcodeWhenMailServerIsGoneThenUnavailableUntilItIsBack() throws SQLException {
		try (TestService service = TestService.start(dataDir)) {
			String email = service.newAccount();
			String body = "{" + TestService.credentials(email, TestService.MAC) + "}";
			int port = service.mail().getSmtp().getPort();
			service.mail().stop();
			for (int i = 0; i < 2; i++) {
				Answer answer = service.post("/passcode", body);
				assertThat(answer.status()).isEqualTo(503);
				assertThat(answer.problem()).isEqualTo("mail-unavailable");
				assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
				assertThat(answer.body()).doesNotContain("127.0.0.1", String.valueOf(port), email);
				assertThat(passcodes()).isZero();
			}
			GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
			back.start();
			try {
				assertThat(service.post("/passcode", body).status()).isEqualTo(202);
				assertThat(back.getReceivedMessages()).hasSize(1);
				assertThat(passcodes()).isOne();
			}
			finally {
				back.stop();
			}
		}
	}

	private static int passcodes() throws SQLException {
		try (Connection connection = DriverManager
			.getConnection("jdbc:sqlite:file:" + dataDir.resolve("op_passcodes.db") + "?mode=ro");
				Statement statement = connection.createStatement();
				ResultSet count = statement.executeQuery("select count(*) from passcode")) {
			return count.getInt(1);
		}
	}

}
