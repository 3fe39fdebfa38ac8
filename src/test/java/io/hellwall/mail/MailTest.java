package io.hellwall.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;

import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import io.hellwall.TestStore;
import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/** What account holders find in their mailbox. */
@ResourceLock(value = SharedService.CLOCK, mode = ResourceAccessMode.READ)
class MailTest {

	private static final String MAC = TestService.MAC;

	static TestService service;

	@BeforeAll
	static void start() {
		service = SharedService.on(TestStore.SQLITE);
	}

	@Test
	void sendWhenDeliveredThenThePasscodeIsInBothParts() throws Exception {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		MimeMessage mail = service.mailsTo(email).getLast();
		assertThat(part(mail, "text/plain")).contains("\nPasscode: " + passcode + "\r\n", "for 3 minutes");
		assertThat(part(mail, "text/html")).contains("<strong>" + passcode + "</strong>", "for 3 minutes");
	}

	@Test
	void sendWhenDeliveredThenHeadersTellWhoWritesAndNotFromWhatMachine() throws Exception {
		String email = service.newAccount();
		service.passcode(email, MAC);
		MimeMessage mail = service.mailsTo(email).getLast();
		assertThat(mail.getSubject()).isEqualTo("Your passcode");
		assertThat(mail.getFrom()).extracting(String::valueOf).containsExactly("Hellwall <login@example.org>");
		assertThat(mail.getAllRecipients()).extracting(String::valueOf).containsExactly(email);
		assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
		assertThat(mail.getMessageID()).matches("<[0-9a-f-]{36}@hellwall>");
		assertThat(mail.getSentDate().toInstant()).isEqualTo(service.clock().instant());
		String host = InetAddress.getLocalHost().getHostName();
		assertThat(raw(mail).lines().filter((line) -> !line.startsWith("Received:")))
			.noneMatch((line) -> line.contains("@" + host) || line.contains(host + "."));
	}

	@Test
	void sendWhenTheRequestSpellsTheAddressOtherwiseThenGoesToTheStoredOne() throws Exception {
		String stored = "Carol.Stored@example.org";
		service.post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(stored, TestService.PASSWORD), service.adminKey());
		Answer answer = service.post("/passcode", "{" + TestService.credentials("cAROL.sTORED@EXAMPLE.ORG", MAC) + "}");
		assertThat(answer.status()).isEqualTo(202);
		assertThat(service.mailsTo(stored)).hasSize(1);
		assertThat(service.mailsTo(stored).getFirst().getAllRecipients()).hasSize(1);
	}

	@Test
	void sendWhenValuesHoldMarkupThenTheyStayText() throws Exception {
		String email = service.newAccount();
		Account account = service.context().getBean(Accounts.class).find(EmailAddress.parse(email)).orElseThrow();
		String value = "{{lifetime}}{{{lifetime}}}<b a='1' c=\"2\">&amp;{{#passcode}}x{{/passcode}}{{>passcode}}";
		assertThat(service.context().getBean(Mail.class).sendPasscode(account, value, Duration.ofSeconds(90)))
			.isEqualTo(Delivery.DELIVERED);
		MimeMessage mail = service.mailsTo(email).getLast();
		assertThat(part(mail, "text/plain")).contains("Passcode: " + value, "for 90 seconds");
		assertThat(part(mail, "text/html")).doesNotContain("<b ")
			.contains("{{lifetime}}{{{lifetime}}}&lt;b a", "&gt;&amp;amp;{{#passcode}}x{{/passcode}}{{&gt;passcode}}");
	}

	@Test
	void sendWhenTheSubjectIsSetThenUsesIt(@TempDir Path folder) throws Exception {
		try (TestService german = TestService.start(folder,
				"hellwall.mail.passcode-subject=Ihr Schl\u00fcssel \u2013 {{passcode}}", "hellwall.passcode.ttl=90s")) {
			String email = german.newAccount();
			german.passcode(email, MAC);
			MimeMessage mail = german.mailsTo(email).getLast();
			assertThat(mail.getSubject()).isEqualTo("Ihr Schl\u00fcssel \u2013 {{passcode}}");
			assertThat(part(mail, "text/plain")).contains("for 90 seconds");
		}
	}

	@Test
	void sendWhenTheMailServerIsSilentThenGivesUpAtTheDeadline(@TempDir Path folder) throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				TestService waiting = TestService.start(folder, "hellwall.mail.deadline=500ms",
						"spring.mail.port=" + silent.getLocalPort(),
						"spring.mail.properties.mail.smtp.timeout=60000")) {
			String email = waiting.newAccount();
			long start = System.nanoTime();
			Answer answer = waiting.post("/passcode", "{" + TestService.credentials(email, MAC) + "}");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(500),
					Duration.ofSeconds(20));
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.problem()).isEqualTo("mail-unavailable");
			silent.setSoTimeout(1000);
			silent.accept().close(); // fails where the service never connected
		}
	}

	/** The text of the one part of that type. */
	private static String part(Part part, String type) throws MessagingException, IOException {
		if (part.isMimeType(type)) {
			return String.valueOf(part.getContent());
		}
		StringBuilder found = new StringBuilder();
		if (part.getContent() instanceof Multipart parts) {
			for (int i = 0; i < parts.getCount(); i++) {
				BodyPart each = parts.getBodyPart(i);
				found.append(part(each, type));
			}
		}
		return found.toString();
	}

	private static String raw(MimeMessage mail) throws MessagingException, IOException {
		return new String(mail.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
				+ String.join("\n", Collections.list(mail.getAllHeaderLines()));
	}

}
