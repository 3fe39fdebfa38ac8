package io.hellwall.chain;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.hellwall.chain.ChainReport.Finding;
import io.hellwall.chain.ChainReport.Kind;
import io.hellwall.chain.ChainRows.Proven;
import io.hellwall.chain.ChainState.Link;
import io.hellwall.chain.Seals.RowSeals;
import org.jspecify.annotations.Nullable;

/**
 * One check of the chain, row by row in its order. Where a row does not fit, it goes on
 * behind it with the seal that is stored there, so that all such places are found. For
 * one read-only transaction that sees one state of the store.
 */
final class ChainCheck {

	private static final int AT_ONCE = 500;

	private static final int MOST_FINDINGS = 100;

	private static final String FOREIGN = " was not written by this service";

	private final ChainRows rows;

	private final Seals seals;

	private final List<Finding> findings = new ArrayList<>();

	private long checked;

	private long waiting;

	ChainCheck(ChainRows rows, Seals seals) {
		this.rows = rows;
		this.seals = seals;
	}

	/**
	 * @param noted the end of the chain at an earlier time, if somebody noted it
	 */
	ChainReport run(@Nullable ChainHead noted) {
		Optional<Proven> found = this.rows.find();
		if (found.isEmpty()) {
			if (this.rows.anyInChain() || noted != null) {
				add(Kind.ENDS, 0, "the row that says where the chain ends is missing");
			}
			checkWaiting(new ChainState(Link.NONE.seal(), new ChainBegin(Instant.EPOCH, 0), Long.MAX_VALUE, Link.NONE,
					Link.NONE));
			return new ChainReport(0, this.waiting, null, null, this.findings);
		}
		ChainState state = found.get().state();
		if (!this.seals.isProof(found.get().proof(), state)) {
			add(Kind.ENDS, 0,
					"the row that says where the chain begins and ends was changed, or made with another server key");
		}
		try {
			follow(this.seals.of(state), state, noted);
		}
		catch (BrokenChainException ex) {
			add(Kind.ENDS, 0, "the key of the seals cannot be read with this server key");
		}
		checkWaiting(state);
		return new ChainReport(this.checked, this.waiting, state.began(), ChainHead.of(state.head()), this.findings);
	}

	private void follow(RowSeals rowSeals, ChainState state, @Nullable ChainHead noted) {
		Link last = state.anchor();
		checkNoted(noted, last);
		List<StoredRow> page = this.rows.chained(Long.MIN_VALUE, AT_ONCE);
		while (!page.isEmpty()) {
			for (StoredRow row : page) {
				last = check(rowSeals, last, row, state);
				checkNoted(noted, last);
			}
			page = this.rows.chained(Objects.requireNonNull(page.getLast().seq()), AT_ONCE);
		}
		if (last.seq() < state.head().seq()) {
			add(Kind.REMOVED, last.seq() + 1, "the newest rows, up to " + state.head().seq() + ", are missing");
		}
		else if (!same(last, state.head())) {
			add(Kind.CHANGED, last.seq(), "the newest row is not the one that the chain ended with");
		}
		if (noted != null && noted.seq() > last.seq()) {
			add(Kind.OTHER, noted.seq(), "the chain is shorter than the one that was noted");
		}
	}

	/** Looks at one row, and gives the link that the next one follows. */
	private Link check(RowSeals rowSeals, Link last, StoredRow row, ChainState state) {
		this.checked++;
		Link stored = new Link(Objects.requireNonNull(row.seq()), (row.seal() != null) ? row.seal() : new byte[0]);
		if (stored.seq() <= last.seq()) {
			add(Kind.INSERTED, stored.seq(), "row " + row.id() + " has a place before the beginning of the chain");
			return last;
		}
		if (stored.seq() > state.head().seq()) {
			add(Kind.INSERTED, stored.seq(), "row " + row.id() + " has a place behind the end of the chain");
		}
		else if (stored.seq() > last.seq() + 1) {
			add(Kind.REMOVED, last.seq() + 1, "rows are missing up to " + (stored.seq() - 1));
		}
		else if (!same(rowSeals.next(last, row.content(), true), stored)) {
			boolean foreign = same(rowSeals.next(last, row.content(), false), stored);
			add(foreign ? Kind.INSERTED : Kind.CHANGED, stored.seq(),
					"row " + row.id() + (foreign ? FOREIGN : " does not fit its seal and the row before"));
		}
		return stored;
	}

	private void checkWaiting(ChainState state) {
		long id = Long.MIN_VALUE;
		List<StoredRow> page = this.rows.waiting(id, AT_ONCE);
		while (!page.isEmpty()) {
			for (StoredRow row : page) {
				this.waiting++;
				if (!this.seals.isOurs(row, state)) {
					add(Kind.INSERTED, 0, "row " + row.id() + FOREIGN);
				}
			}
			page = this.rows.waiting(page.getLast().id(), AT_ONCE);
		}
	}

	private void checkNoted(@Nullable ChainHead noted, Link link) {
		if (noted != null && noted.seq() == link.seq() && !noted.equals(ChainHead.of(link))) {
			add(Kind.OTHER, link.seq(), "this row is another one than the one that was noted");
		}
	}

	private void add(Kind kind, long seq, String text) {
		if (this.findings.size() < MOST_FINDINGS) {
			this.findings.add(new Finding(kind, seq, text));
		}
	}

	/**
	 * The link of a row that follows another one; empty if it does not fit.
	 */
	static Optional<Link> follow(RowSeals rowSeals, Link before, StoredRow row) {
		Link stored = new Link((row.seq() != null) ? row.seq() : 0, (row.seal() != null) ? row.seal() : new byte[0]);
		boolean fits = same(rowSeals.next(before, row.content(), true), stored)
				|| same(rowSeals.next(before, row.content(), false), stored);
		return fits ? Optional.of(stored) : Optional.empty();
	}

	private static boolean same(Link one, Link other) {
		return one.seq() == other.seq() && MessageDigest.isEqual(one.seal(), other.seal());
	}

}
