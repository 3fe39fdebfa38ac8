package io.hellwall.chain;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import io.hellwall.chain.ChainState.Link;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The statements of the chain, for the transactions of others. Whoever changes the chain
 * takes its lock first, so that of several nodes one at a time does so.
 */
@Component
class ChainRows {

	private static final String COLUMNS = "select id, at, event, account_id, session_id, mac, network, reason,"
			+ " caused_by, times, seq, seal from audit_event ";

	private final JdbcTemplate database;

	/**
	 * @param database the creds store
	 */
	ChainRows(DataSource database) {
		this.database = new JdbcTemplate(database);
	}

	/**
	 * Waits until no other transaction changes the chain. If there is no chain, begins
	 * one, without a proof yet.
	 * @param firstKeyBox for a chain that begins now
	 * @param now in milliseconds
	 * @return whether one began
	 */
	boolean lock(byte[] firstKeyBox, long now) {
		if (this.database.update("update audit_chain set turn = turn + 1 where id = 1") > 0) {
			return false;
		}
		int rows = this.database.update(
				"""
						insert into audit_chain (id, turn, key_box, began_at, adopted, adopted_until, anchor_seq, anchor_seal, head_seq, head_seal, proof)
						select 1, 0, ?, ?, (select count(*) from audit_event where seq is null and seal is null), 0, 0, ?, 0, ?, ?
						where true on conflict do nothing""",
				firstKeyBox, now, Link.NONE.seal(), Link.NONE.seal(), Link.NONE.seal());
		return rows > 0 || lock(firstKeyBox, now); // another node was faster
	}

	/** The chain and its proof; empty if none has begun. */
	Optional<Proven> find() {
		return this.database
			.query("""
					select key_box, began_at, adopted, adopted_until, anchor_seq, anchor_seal, head_seq, head_seal, proof
					from audit_chain where id = 1""",
					(row, number) -> new Proven(new ChainState(row.getBytes(1),
							new ChainBegin(Instant.ofEpochMilli(row.getLong(2)), row.getLong(3)), row.getLong(4),
							new Link(row.getLong(5), row.getBytes(6)), new Link(row.getLong(7), row.getBytes(8))),
							row.getBytes(9)))
			.stream()
			.findFirst();
	}

	void save(ChainState chain, byte[] proof) {
		this.database.update("""
				update audit_chain set key_box = ?, adopted_until = ?, anchor_seq = ?, anchor_seal = ?, head_seq = ?,
				head_seal = ?, proof = ? where id = 1""", chain.keyBox(), chain.adoptedUntil(), chain.anchor().seq(),
				chain.anchor().seal(), chain.head().seq(), chain.head().seal(), proof);
	}

	/** The newest row of an earlier version; 0 if there is none. */
	long newestWithoutStamp() {
		Long id = this.database.queryForObject("select max(id) from audit_event where seq is null and seal is null",
				Long.class);
		return (id != null) ? id : 0;
	}

	boolean anyInChain() {
		return Boolean.TRUE.equals(this.database
			.queryForObject("select exists (select 1 from audit_event where seq is not null)", Boolean.class));
	}

	/** Rows that have no place yet, the oldest first. */
	List<StoredRow> waiting(long afterId, int limit) {
		return this.database.query(COLUMNS + "where seq is null and id > ? order by id limit ?", ChainRows::row,
				afterId, limit);
	}

	/** Rows of the chain, in its order. */
	List<StoredRow> chained(long afterSeq, int limit) {
		return this.database.query(COLUMNS + "where seq > ? order by seq limit ?", ChainRows::row, afterSeq, limit);
	}

	/** Gives rows their places. */
	void chain(List<Long> ids, List<Link> links) {
		List<Object[]> rows = new ArrayList<>();
		for (int i = 0; i < ids.size(); i++) {
			rows.add(new Object[] { links.get(i).seq(), links.get(i).seal(), ids.get(i) });
		}
		this.database.batchUpdate("update audit_event set seq = ?, seal = ? where id = ?", rows);
	}

	/** Deletes rows with places after the one and up to the other. */
	int delete(long afterSeq, long untilSeq) {
		return this.database.update("delete from audit_event where seq > ? and seq <= ?", afterSeq, untilSeq);
	}

	private static StoredRow row(ResultSet row, int number) throws SQLException {
		RowContent content = new RowContent(row.getLong(1), row.getLong(2), row.getString(3), uuid(row.getObject(4)),
				uuid(row.getObject(5)), row.getString(6), row.getString(7), row.getString(8), row.getString(9),
				row.getLong(10));
		long seq = row.getLong(11);
		return new StoredRow(content, row.wasNull() ? null : seq, row.getBytes(12));
	}

	/** SQLite has bytes. If they are no id, somebody else wrote them. */
	private static @Nullable UUID uuid(@Nullable Object value) {
		if (value instanceof byte[] bytes && bytes.length == 2 * Long.BYTES) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			return new UUID(buffer.getLong(), buffer.getLong());
		}
		return (value instanceof UUID uuid) ? uuid : null;
	}

	/** The chain as it was found, and what is to prove it. */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Proven(ChainState state, byte[] proof) {
	}

}
