package io.hellwall.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.hellwall.Slow;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the commands of chapters of the operators' page in their order, and compares what
 * they print. Fingerprints, times and sizes may differ.
 */
@Slow
class OperateTest {

	private static final String PROGRAM = "java -jar target/hellwall.jar ";

	private static final Pattern CALL = Pattern.compile("(?ms)^\\$ (.*?)$(.*?)(?=^\\$ |\\z)");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");

	private static final Pattern FINGERPRINT = Pattern.compile("\\b(?=\\d*[a-f])(?=[a-f]*\\d)[0-9a-f]{8}\\b");

	@TempDir
	Path folder;

	/** The fingerprint of a key on the page, and that of the key that stands for it. */
	private final Map<String, String> keys = new TreeMap<>();

	@ParameterizedTest
	@ValueSource(strings = { "TLS", "Check with doctor", "Keys" })
	void commandsWhenRunInOrderThenPrintWhatIsOnThePage(String chapter) throws Exception {
		Files.createDirectories(this.folder.resolve("data"));
		Files.setPosixFilePermissions(this.folder.resolve("data"), PosixFilePermissions.fromString("rwx------"));
		List<String[]> calls = calls(chapter);
		assertThat(calls).isNotEmpty();
		for (String[] call : calls) {
			String printed = call[0].startsWith(PROGRAM) ? run(call[0].substring(PROGRAM.length())) : bash(call[0]);
			learn(call[1], printed);
			assertThat(stable(printed)).as(call[0]).isEqualTo(stable(call[1]));
		}
	}

	private static List<String[]> calls(String chapter) throws IOException {
		String page = Files.readString(Path.of("src/docs/operate.md"));
		String text = Pattern.compile("(?m)^## ")
			.splitAsStream(page)
			.filter((it) -> it.startsWith(chapter + "\n"))
			.findFirst()
			.orElseThrow();
		List<String[]> calls = new ArrayList<>();
		Matcher blocks = BLOCK.matcher(text);
		while (blocks.find()) {
			CALL.matcher(blocks.group(1))
				.results()
				.forEach((it) -> calls.add(new String[] { it.group(1), it.group(2).strip() }));
		}
		return calls;
	}

	private String run(String words) {
		String known = words;
		for (Map.Entry<String, String> key : this.keys.entrySet()) {
			known = known.replace(key.getKey(), key.getValue());
		}
		return String.join("\n", Run.of(Run.concat(known.split(" "), "--hellwall.data-dir=" + data())).lines()).strip();
	}

	private String bash(String command) throws IOException, InterruptedException {
		Process bash = new ProcessBuilder("bash", "-c", command).directory(this.folder.toFile()).start();
		String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(bash.exitValue()).as(command).isZero();
		return printed.strip();
	}

	/** The page and the program name the same keys in the same order. */
	private void learn(String onPage, String printed) {
		List<String> theirs = FINGERPRINT.matcher(onPage).results().map((it) -> it.group()).toList();
		Matcher mine = Pattern.compile("(?m)(?:^|key )([0-9a-f]{8})\\b").matcher(printed);
		for (String fingerprint : theirs) {
			assertThat(mine.find()).as(printed).isTrue();
			assertThat(this.keys.computeIfAbsent(fingerprint, (key) -> mine.group(1))).isEqualTo(mine.group(1));
		}
	}

	private String stable(String text) {
		return text.replace(data().toString(), "data")
			.replaceAll("(?m)(^|key )[0-9a-f]{8}\\b", "$1<key>")
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>")
			.replaceAll("creds [\\d.]+, passcodes [\\d.]+", "creds <version>, passcodes <version>")
			.replaceAll("\\d+ MB", "<size>")
			.replaceAll("(OK|WARN|FAIL) ( +disk +)(a durable write takes|<size>).*", "<disk>");
	}

	private Path data() {
		return this.folder.resolve("data");
	}

}
