package io.hellwall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import io.hellwall.token.Seed;
import org.jspecify.annotations.Nullable;

/** The services that parts share, each of them started when a part asks for it. */
final class Services implements AutoCloseable {

	private final Settings settings;

	private @Nullable Service hellwall;

	private @Nullable Service small;

	private @Nullable Service floor;

	Services(Settings settings) {
		this.settings = settings;
	}

	/** Hellwall on the store with all sessions. */
	Service hellwall() throws Exception {
		if (this.hellwall == null) {
			this.hellwall = Form.best().start(store());
		}
		return this.hellwall;
	}

	/** From now on, this one is Hellwall on the store with all sessions. */
	void keep(Service service) {
		this.hellwall = service;
	}

	/** Hellwall on a store with few sessions. */
	Service small() throws Exception {
		if (this.small == null) {
			this.small = Form.best().start(filled("few", Settings.FEW_SESSIONS));
		}
		return this.small;
	}

	Service floor() throws IOException, InterruptedException {
		if (this.floor == null) {
			this.floor = Form.FLOOR.start(Settings.FOLDER.resolve("floor"));
		}
		return this.floor;
	}

	/** The folder of the store with all sessions. */
	Path store() throws IOException, InterruptedException, SQLException {
		return filled("many", this.settings.sessions());
	}

	private static Path filled(String name, int sessions) throws IOException, InterruptedException, SQLException {
		Path folder = Settings.FOLDER.resolve(name);
		if (Files.notExists(folder)) {
			Form.best().listAccounts(folder);
			new Seed(Form.KEY).fill(folder.resolve("op_creds.db"), sessions);
		}
		return folder;
	}

	@Override
	public void close() {
		for (Service service : new @Nullable Service[] { this.hellwall, this.small, this.floor }) {
			if (service != null) {
				service.close();
			}
		}
	}

}
