package io.hellwall.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.hellwall.crypto.KeyTexts;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** All keys of this installation that are in no database. */
@Component
class KeysToKeep {

	static final String SERVER = "server.key";

	private static final String ADMIN = "admin.key";

	private final KeyTexts serverKeys;

	private final Environment environment;

	KeysToKeep(KeyTexts serverKeys, Environment environment) {
		this.serverKeys = serverKeys;
		this.environment = environment;
	}

	/** Each key by the name of the file that a restore writes it to. */
	Map<String, String> all() throws IOException {
		Map<String, String> keys = new LinkedHashMap<>();
		keys.put(SERVER, this.serverKeys.lines());
		String admin = this.environment.getProperty("hellwall.admin.key", "");
		Path file = Path.of(this.environment.getProperty("hellwall.admin.key-file", ADMIN));
		if (!admin.isEmpty()) {
			keys.put(ADMIN, admin);
		}
		else if (Files.exists(file)) { // the first start of the service makes it
			keys.put(ADMIN, Files.readString(file).strip());
		}
		return keys;
	}

}
