package io.hellwall.letter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.hellwall.device.Language;
import io.hellwall.letter.Occasion.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The files that an operator may put in the place of ours. */
class OwnFilesTest {

	@TempDir
	Path folder;

	@Test
	void writeWhenTextsAreOwnThenOnlyThoseDiffer() throws IOException {
		own("de.properties", """
				# Bei uns duzt man sich.
				passcode.subject = Dein Code für {service}: {passcode}

				passcode.closing.1 =
				""");
		Letter german = passcode(Language.DE);
		assertThat(german.subject()).isEqualTo("Dein Code für Hellwall: ABC234");
		assertThat(german.text()).contains("Mit diesem Einmalcode").doesNotContain("Administrator");
		assertThat(passcode(Language.EN).subject()).isEqualTo("ABC234 is your passcode for Hellwall");
	}

	@Test
	void writeWhenTemplatesAreOwnThenAreUsed() throws IOException {
		own("mail.txt", "Example Ltd.\n\n[[${passcodeLabel}]]\n[[${passcode}]]\n");
		own("mail.html", "<p th:lang=\"${language}\">[[${opening}]]<i th:text=\"${passcode}\"></i></p>");
		own(".gitignore", "whatever");
		Letter letter = passcode(Language.EN);
		assertThat(letter.text()).isEqualTo("Example Ltd.\n\nPasscode:\nABC234\n");
		assertThat(letter.html()).isEqualTo(
				"<p lang=\"en\">With this passcode you log in to <span dir=\"auto\">Hellwall</span> as <span dir=\"ltr\">alice@example.org</span>:<i>ABC234</i></p>");
	}

	/** What the product brings passes its own check, and so can be a beginning. */
	@Test
	void writeWhenAllFilesAreCopiedThenNothingDiffers() throws IOException {
		Letter before = passcode(Language.AR);
		for (var file : LetterWriter.files().entrySet()) {
			own(file.getKey(), file.getValue());
		}
		assertThat(passcode(Language.AR)).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					it.properties     | a = b                                      | has an unknown name: it may be one of
					de.properties~    | a = b                                      | has an unknown name: it may be one of
					passcode.html     | <p>                                        | has an unknown name: it may be one of
					de.properties     | #!label.time                               | , line 2: must be a key, '=' and a text
					de.properties     | label.tme = Zeit                           | , line 1: there is no text label.tme
					de.properties     | #!passcode.subject = Ihr {pascode}         | , line 2: there is no {pascode} in passcode.subject, only [email, lifetime, passcode, service, time]
					de.properties     | new-login.opening = Ihr {passcode}         | , line 1: there is no {passcode} in new-login.opening, only [email, service, time]
					de.properties     | label.time = {email}                       | , line 1: there is no {email} in label.time
					de.properties     | label.time = a!label.time = b              | , line 2: has a key that was there before: label.time
					de.properties     | passcode.subject =                         | , line 1: a mail needs a subject
					de.properties     | time.pattern = HH:mm                       | , line 1: must be a pattern of java.time
					de.properties     | time.pattern = d bbb uuuu 'UTC'            | , line 1: must be a pattern of java.time
					mail.txt          | [[${opening}]]                             | must write ${passcode}
					mail.html         | <p>[[${opening}]]</p>                      | must write ${passcode}
					mail.html         | <p th:if="${use}">[[${passcodeLabel}]]</p> | must write ${passcode}
					mail.html         | <p>!<b>[[${pascode}]]</b>                  | , line 2: there is no variable pascode, only [closings, details
					mail.txt          | [[${passcode}]]!![[${email}]]              | , line 3: there is no variable email, only [closings, details
					mail.html         | <p th:text="${passcode.value}">            | , line 1: there is no variable passcode.value, only
					mail.html         | <p th:each="a : ${details}">[[${a.size}]]  | , line 1: there is no variable a.size
					mail.txt          | [[${passcode}]]![# th:if="${use}"]         | : Malformed template: element "" is never closed
					mail.txt          | [[${passcode}]]![/]                        | , line 2:
					""")
	void startWhenAFileIsWrongThenOneLineNamesFileAndLine(String name, String content, String message)
			throws IOException {
		own(name, content.replace('!', '\n'));
		assertThatIllegalStateException().isThrownBy(this::letters)
			.satisfies((ex) -> assertThat(ex.getMessage()).startsWith(this.folder.resolve(name).toString())
				.contains(message)
				.doesNotContain("\n"));
	}

	/** Each would be an expression that Thymeleaf knows how to do more with. */
	@ParameterizedTest
	@ValueSource(strings = { "[[${T(java.lang.Runtime).getRuntime().exec('id')}]]",
			"[[${#strings.toString(passcode)}]]", "[[${passcode.getClass()}]]", "[[${passcode + passcode}]]",
			"[[__${passcode}__]]", "[(${passcode})]", "<p th:utext=\"${passcode}\">", "<p TH:UTEXT=\"${passcode}\">",
			"<p data-th-text=\"${passcode}\">", "<p th:insert=\"~{/etc/passwd}\">", "<p th:replace=\"mail.txt\">",
			"<p th:text=\"*{passcode}\">", "<p th:text=\"#{passcode}\">", "<a th:href=\"@{/x}\">",
			"<p th:text='${passcode}'>", "<p th:with=\"a=${passcode}\">", "<p th:attr=\"onclick=${passcode}\">",
			"<script th:inline=\"javascript\">", "<p th:text=\"'a' + ${passcode}\">", "<!--/*/ <b> /*/-->" })
	void startWhenATemplateWantsMoreThanVariablesThenIsRefused(String more) throws IOException {
		own("mail.html", "<p>[[${passcode}]]</p>\n" + more);
		assertThatIllegalStateException().isThrownBy(this::letters)
			.withMessageContaining("mail.html, line 2: ")
			.withNoCause();
	}

	@Test
	void startWhenAFileIsNotUtf8ThenIsRefused() throws IOException {
		Files.write(this.folder.resolve("de.properties"),
				"label.time = Zeit für".getBytes(StandardCharsets.ISO_8859_1));
		assertThatIllegalStateException().isThrownBy(this::letters).withMessageContaining("must be UTF-8");
	}

	private void own(String name, String content) throws IOException {
		Files.writeString(this.folder.resolve(name), content);
	}

	private LetterWriter letters() {
		return new LetterWriter("Hellwall", this.folder);
	}

	private Letter passcode(Language language) {
		return letters().write("passcode", language, new Occasion("alice@example.org", Instant.EPOCH, null, null,
				new Code("ABC234", Duration.ofMinutes(3))));
	}

}
