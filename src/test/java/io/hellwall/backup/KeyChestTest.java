package io.hellwall.backup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Keys under a passphrase. */
class KeyChestTest {

	private static final Passphrase PASSPHRASE = new Passphrase("correct horse battery");

	private static final Map<String, String> KEYS = Map.of("server.key", "5f".repeat(32), "server.key.Old",
			"6e".repeat(32), "admin.key", "7d".repeat(32));

	@Test
	void openWhenThePassphraseIsRightThenGivesTheKeysElseNothing() throws Exception {
		byte[] file = KeyChest.close(KEYS, PASSPHRASE);
		assertThat(KeyChest.open(file, PASSPHRASE)).isEqualTo(KEYS);
		assertThatExceptionOfType(BackupRefusedException.class)
			.isThrownBy(() -> KeyChest.open(file, new Passphrase("correct horse batterY")))
			.withMessage("the keys cannot be read: the passphrase is another one");
		byte[] changed = file.clone();
		changed[file.length / 2] ^= 1;
		assertThatExceptionOfType(BackupRefusedException.class).isThrownBy(() -> KeyChest.open(changed, PASSPHRASE));
		// The passphrase is stretched for the keys and for the code over the file.
		String hex = HexFormat.of().formatHex(file);
		assertThat(hex.split("02030927c0", -1)).as("600,000 iterations").hasSize(3);
		assertThat(hex).doesNotContain(HexFormat.of().formatHex("5f5f5f".getBytes(StandardCharsets.US_ASCII)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "14 characters.", "fifteen or möre", "fifteen\tor more" })
	void passphraseWhenShortOrWithOtherCharactersThenRefusedWithoutRepeatingIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Passphrase(text))
			.withMessage(
					"the passphrase must have 15 or more characters: letters without accents, digits, blanks, signs");
		assertThat(PASSPHRASE).hasToString("Passphrase[redacted]");
	}

	@Test
	void passphraseWhenItsFileIsNoTextThenCannotBeRead(@TempDir Path folder) throws Exception {
		Path file = Files.write(folder.resolve("passphrase"), new byte[] { (byte) 0xff, (byte) 0xfe });
		assertThatIOException().isThrownBy(() -> Passphrase.read(file));
	}

}
