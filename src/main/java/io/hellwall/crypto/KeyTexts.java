package io.hellwall.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.sql.DataSource;

import io.hellwall.crypto.CryptoWiring.KeyProperties;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The server keys as they are written down: for a backup, and for nothing else. */
@Component
public class KeyTexts {

	private final KeyProperties properties;

	KeyTexts(KeyProperties properties) {
		this.properties = properties;
	}

	/**
	 * All keys as the content of a key file: one a line, the active one first.
	 * @throws IOException if they are in a file and it cannot be read
	 */
	public String lines() throws IOException {
		List<String> lines = new ArrayList<>();
		this.properties.keys().forEach((id, key) -> {
			if (id.equals(this.properties.activeKey())) {
				lines.addFirst(key);
			}
			else {
				lines.addLast(key);
			}
		});
		String key = this.properties.key();
		if (key != null) {
			lines.add(key);
		}
		return lines.isEmpty() ? Files.readString(Path.of(this.properties.keyFile())).strip()
				: String.join("\n", lines);
	}

	/**
	 * Whether a database was made with one of these keys, or with none yet.
	 * @param creds the creds store
	 * @param lines as {@link #lines} gives them
	 * @throws IllegalStateException if a line is no key
	 */
	public static boolean fit(DataSource creds, String lines) {
		List<byte[]> known = JdbcClient.create(creds)
			.sql("select check_value from server_key")
			.query((row, number) -> row.getBytes(1))
			.list();
		return known.isEmpty() || lines.lines()
			.map((line) -> new Keys(ServerKey.parse(line.strip(), "a server key")).checkValue())
			.anyMatch((mine) -> known.stream().anyMatch((value) -> Arrays.equals(value, mine)));
	}

}
