package io.hellwall.account;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import static org.assertj.core.api.Assertions.assertThat;

class EmailAddressFuzzTest {

	@FuzzTest
	void parseWhenAnyTextThenGivesTheNormalFormOrRefuses(byte[] input) throws AddressException {
		String text = new String(input, StandardCharsets.UTF_8);
		EmailAddress email;
		try {
			email = EmailAddress.parse(text);
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessage("must be a mail address such as name@example.org").hasNoCause();
			return;
		}
		String value = email.value();
		assertThat(value).hasSizeLessThanOrEqualTo(254)
			.matches("[!-?A-~]{1,64}@[a-z0-9.-]+")
			.doesNotContain("..", ".@", "@.", "@-")
			.doesNotContainPattern("[.-]$")
			.startsWith(text.substring(0, text.indexOf('@') + 1));
		assertThat(EmailAddress.parse(value)).isEqualTo(email);
		assertThat(EmailAddress.parse(email.key()).key()).isEqualTo(email.key()).isEqualToIgnoringCase(value);
		// Another's opinion: there is one recipient, and it is this.
		assertThat(InternetAddress.parse(value, true)).singleElement()
			.extracting(InternetAddress::getAddress)
			.isEqualTo(value);
	}

}
