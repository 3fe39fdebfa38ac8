package io.hellwall.chain;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.hellwall.TestClock;
import io.hellwall.TestStore;
import io.hellwall.chain.ChainReport.Finding;
import io.hellwall.crypto.Boxes;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Keys;
import io.hellwall.persistence.DefaultLimits;
import io.hellwall.persistence.Store;
import io.hellwall.persistence.StoreProperties.Location;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A chain on an empty store, without a service around it. */
final class TestChain implements AutoCloseable {

	static final Keys KEY = keys(1);

	static final Keys OTHER_KEY = keys(2);

	private final TestStore kind;

	private final Store store;

	private final DataSource source;

	private final AtomicLong ids = new AtomicLong(1000);

	final TestClock clock = new TestClock();

	final JdbcTemplate sql;

	final JdbcTransactionManager transactions;

	final ChainRows rows;

	TestChain(TestStore kind, Path folder) {
		this.kind = kind;
		this.store = Store.open("creds", switch (kind) {
			case SQLITE -> new Location("jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db"), null, null);
			case POSTGRES -> new Location(kind.settings()[0].replaceFirst("[^=]+=", ""), null, null);
		}, DefaultLimits.PATIENT);
		this.source = this.store.dataSource();
		this.sql = new JdbcTemplate(this.source);
		this.transactions = new JdbcTransactionManager(this.source);
		this.rows = new ChainRows(this.source);
	}

	private static Keys keys(int seed) {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) seed);
		return new Keys(key);
	}

	static Seals seals(Keys active, Keys... others) {
		KeyRing ring = new KeyRing(active, List.of(others));
		SecureRandom random = new SecureRandom();
		return new Seals(ring, new Boxes(ring, random), random);
	}

	/** The chain as a node with these keys sees it. */
	Chain node(Keys active, Keys... others) {
		return new Chain(this.rows, seals(active, others), this.transactions, this.clock);
	}

	Chain node() {
		return node(KEY);
	}

	/** Adds rows as the service does. */
	void add(int count) {
		for (int i = 0; i < count; i++) {
			long id = this.ids.incrementAndGet();
			insert(content(id), seals(KEY).stamp(content(id)));
		}
	}

	static RowContent content(long id) {
		return new RowContent(id, id * 1000, "LOGIN_DENIED", new UUID(4, id), (id % 2 == 0) ? new UUID(5, id) : null,
				"aa:bb:cc:dd:ee:ff", (id % 3 == 0) ? null : "192.0.2.1/32", "WRONG_PASSCODE", null, 1);
	}

	/** Adds a row as it is, with a seal or without. */
	void insert(RowContent row, byte @Nullable [] seal) {
		this.sql.update(
				"""
						insert into audit_event (id, at, event, account_id, session_id, mac, network, reason, caused_by, times, seal)
						values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
				row.id(), row.at(), row.event(), uuid(row.account()), uuid(row.session()), row.mac(), row.network(),
				row.reason(), row.by(), row.times(), seal);
	}

	/** As an earlier version did. */
	void insertOld(long id) {
		this.sql.update("insert into audit_event (id, at, event, mac) values (?, ?, 'LOGGED_OUT', 'mac')", id, id);
	}

	private @Nullable Object uuid(@Nullable UUID id) {
		return (id == null || this.kind == TestStore.POSTGRES) ? id
				: ByteBuffer.allocate(16)
					.putLong(id.getMostSignificantBits())
					.putLong(id.getLeastSignificantBits())
					.array();
	}

	/** Seals all that waits. */
	void seal() {
		Chain chain = node();
		while (chain.extend(3) > 0) {
			// until none waits
		}
	}

	List<Finding> findings() {
		return node().verify(null).findings();
	}

	Map<String, @Nullable Object> row(String where) {
		return this.sql.queryForMap("select * from audit_event where " + where);
	}

	/** Puts a row back that somebody changed or removed. */
	void restore(Map<String, @Nullable Object> row) {
		this.sql.update("delete from audit_event where id = ? or seq = ?", row.get("id"), row.get("seq"));
		this.sql.update(
				"insert into audit_event (" + String.join(", ", row.keySet()) + ") values ("
						+ row.keySet().stream().map((it) -> "?").collect(Collectors.joining(", ")) + ")",
				row.values().toArray());
	}

	TransactionTemplate transaction() {
		return new TransactionTemplate(this.transactions);
	}

	@Override
	public void close() {
		this.store.close();
	}

}
