package io.hellwall.chain;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;

import io.hellwall.crypto.Keys;
import org.sqlite.SQLiteDataSource;

import org.springframework.jdbc.support.JdbcTransactionManager;

/** The chain in the file of a service that may run, for tests of other packages. */
public final class StoredChain {

	private StoredChain() {
	}

	/**
	 * Checks all of it.
	 * @param folder the data directory
	 * @param key the server key, in hexadecimal digits
	 */
	public static ChainReport verify(Path folder, String key) {
		SQLiteDataSource source = new SQLiteDataSource();
		source.setUrl("jdbc:sqlite:" + folder.resolve("op_creds.db"));
		return new Chain(new ChainRows(source), TestChain.seals(new Keys(HexFormat.of().parseHex(key))),
				new JdbcTransactionManager(source), InstantSource.system())
			.verify(null);
	}

}
