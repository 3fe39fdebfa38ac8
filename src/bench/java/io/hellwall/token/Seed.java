package io.hellwall.token;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Keys;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;

/**
 * Fills a SQLite store with sessions whose tokens are known, ten to an account. All of
 * them are real: any may be verified and renewed, and each account may log in.
 */
public final class Seed {

	/** Of every account. */
	public static final String PASSWORD = "correct horse battery staple";

	/** Of every device. */
	public static final String MAC = "aa:bb:cc:dd:ee:ff";

	private static final int TO_AN_ACCOUNT = 10;

	/** At least: for logins, and for refusals of different reasons. */
	private static final int ACCOUNTS = 3_000;

	private static final int DAY = 86_400_000;

	/** What the service binds a token to that was given to this machine. */
	private static final String BINDING = "strict 127.0.0.1/32";

	private final TokenMaker maker;

	private final Device device = new Device(MacAddress.parse(MAC), new IpAddress(InetAddress.getLoopbackAddress()));

	/**
	 * Makes seeds for a service.
	 * @param serverKey of that service, as 64 hex digits
	 */
	public Seed(String serverKey) {
		KeyRing ring = new KeyRing(new Keys(HexFormat.of().parseHex(serverKey)), List.of());
		this.maker = new TokenMakers(ring, new SecureRandom()).active();
	}

	/** The token of that session: the same in each run, so that nobody has to keep it. */
	public static String token(int session) {
		return base(session).hex();
	}

	/** Of one of 3,000 accounts or, if there are more sessions, of a tenth as many. */
	public static String email(int account) {
		return "user-" + account + "@example.org";
	}

	private static BaseToken base(int session) {
		byte[] bytes = new byte[32];
		Random random = new Random(session);
		random.nextBytes(bytes);
		return new BaseToken(bytes);
	}

	/**
	 * Fills the store, which no service may have open.
	 * @param creds a file with the schema and without sessions
	 */
	public void fill(Path creds, int sessions) throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + creds);
				Statement statement = connection.createStatement()) {
			statement.execute("pragma synchronous = off");
			statement.execute("pragma cache_size = -500000");
			statement.execute(
					"create table seed (n integer primary key, handle blob, master blob, session_id blob, account_id blob)");
			connection.setAutoCommit(false);
			long now = System.currentTimeMillis();
			accounts(connection, Math.max(ACCOUNTS, sessions / TO_AN_ACCOUNT), now);
			seeds(connection, sessions);
			// In the order of their keys, which are random: a tree grows at its end.
			statement.execute(
					"""
							insert into session (id, account_id, email, credential_fingerprint, mac, network, opened_at, last_seen_at, ends_at)
							select s.session_id, a.id, a.email, a.credential_fingerprint, '%s', '%s', %d, %d, %d + s.n
							from seed s join account a on a.id = s.account_id order by s.session_id"""
						.formatted(this.device.mac().value(), this.device.network(), now, now, now + 30L * DAY));
			statement.execute("""
					insert into master_token (handle, master, session_id, generation, binding, expires_at)
					select handle, master, session_id, 0, '%s', %d from seed order by handle""".formatted(BINDING,
					now + DAY));
			statement.execute("drop table seed");
			connection.commit();
			connection.setAutoCommit(true);
			statement.execute("analyze");
			statement.execute("pragma wal_checkpoint(truncate)");
		}
	}

	private static void accounts(Connection connection, int count, long now) throws SQLException {
		String hash = "{argon2}" + Argon2Factory.create(Argon2Types.ARGON2id)
			.hash(2, 19_456, 1, PASSWORD.getBytes(StandardCharsets.US_ASCII));
		try (PreparedStatement insert = connection.prepareStatement("""
				insert into account (id, email, email_key, password_hash, credential_fingerprint, status, created_at)
				values (?, ?, ?, ?, ?, 'ACTIVE', ?)""")) {
			for (int account = 0; account < count; account++) {
				insert.setBytes(1, id(account));
				insert.setString(2, email(account));
				insert.setString(3, email(account));
				insert.setString(4, hash);
				insert.setBytes(5, ByteBuffer.allocate(32).putInt(account).array());
				insert.setLong(6, now);
				insert.executeUpdate();
			}
		}
	}

	private void seeds(Connection connection, int sessions) throws SQLException {
		int accounts = Math.max(ACCOUNTS, sessions / TO_AN_ACCOUNT);
		try (PreparedStatement insert = connection.prepareStatement("insert into seed values (?, ?, ?, ?, ?)")) {
			for (int session = 0; session < sessions; session++) {
				insert.setInt(1, session);
				insert.setBytes(2, this.maker.handle(base(session)));
				insert.setBytes(3, this.maker.master(base(session), this.device.mac(), BINDING));
				insert.setBytes(4, id(-1L - session));
				insert.setBytes(5, id(session % accounts));
				insert.executeUpdate();
			}
		}
	}

	private static byte[] id(long number) {
		SplittableRandom random = new SplittableRandom(number);
		return ByteBuffer.allocate(16).putLong(random.nextLong()).putLong(random.nextLong()).array();
	}

}
