package io.hellwall.chain;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.hellwall.chain.ChainRows.Proven;
import io.hellwall.chain.ChainState.Link;
import io.hellwall.chain.Seals.RowSeals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives the rows of the audit their places in a chain, in which the seal of each row also
 * covers the row before. Requests only add rows, in their own transactions, at once and
 * in any order; a row gets its place afterwards, when it is committed. So no request
 * waits for another one, and what was rolled back leaves no gap. Each change of the chain
 * is one transaction with the row that says where it ends, so a crash leaves all or
 * nothing of it.
 */
@Service
public class Chain {

	private static final Logger logger = LoggerFactory.getLogger(Chain.class);

	private final ChainRows rows;

	private final Seals seals;

	private final InstantSource time;

	private final TransactionTemplate transaction;

	private final TransactionTemplate snapshot;

	Chain(ChainRows rows, Seals seals, PlatformTransactionManager transactions, InstantSource time) {
		this.rows = rows;
		this.seals = seals;
		this.time = time;
		this.transaction = new TransactionTemplate(transactions);
		this.snapshot = new TransactionTemplate(transactions);
		this.snapshot.setReadOnly(true);
		this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	/**
	 * Checks every row of the chain. The service may run meanwhile.
	 * @param noted where the chain ended at an earlier time, if somebody noted it
	 */
	public ChainReport verify(@Nullable ChainHead noted) {
		return Objects
			.requireNonNull(this.snapshot.execute((status) -> new ChainCheck(this.rows, this.seals).run(noted)));
	}

	/** The place of the newest row in the chain; 0 if it has none. */
	public long newestSeq() {
		return this.rows.find().map((chain) -> chain.state().head().seq()).orElse(0L);
	}

	/**
	 * Gives rows that wait their places.
	 * @param limit how many at most, as other writers wait meanwhile
	 * @return how many have theirs now
	 * @throws BrokenChainException if the end of the chain is not as it was left: to go
	 * on would hide what was done to it
	 */
	int extend(int limit) {
		return changed(() -> {
			ChainState chain = lock();
			List<StoredRow> waiting = this.rows.waiting(Long.MIN_VALUE, limit);
			if (waiting.isEmpty()) {
				return 0;
			}
			List<Link> links = links(chain, waiting);
			this.rows.chain(waiting.stream().map(StoredRow::id).toList(), links);
			boolean adopts = chain.adoptedUntil() > 0 && this.rows.newestWithoutStamp() > 0;
			save(chain.headedBy(links.getLast(), adopts ? chain.adoptedUntil() : 0));
			return waiting.size();
		});
	}

	private List<Link> links(ChainState chain, List<StoredRow> rows) {
		RowSeals rowSeals = this.seals.of(chain);
		List<Link> links = new ArrayList<>();
		Link last = chain.head();
		for (StoredRow row : rows) {
			last = rowSeals.next(last, row.content(), this.seals.isOurs(row, chain));
			links.add(last);
		}
		return links;
	}

	/**
	 * Deletes the oldest rows of the chain, and lets it begin after them.
	 * @param before those that happened before this time, in milliseconds; a row stays as
	 * long as one before it does
	 * @param limit how many at most
	 * @return how many are deleted
	 * @throws BrokenChainException if these rows are not as they were left: to delete
	 * them would hide it
	 */
	public int forget(long before, int limit) {
		return changed(() -> {
			ChainState chain = lock();
			Link anchor = chain.anchor();
			RowSeals rowSeals = this.seals.of(chain);
			for (StoredRow row : this.rows.chained(anchor.seq(), limit)) {
				if (row.content().at() >= before) {
					break;
				}
				anchor = ChainCheck.follow(rowSeals, anchor, row)
					.orElseThrow(() -> new BrokenChainException("does not hold at row " + row.id()));
			}
			int deleted = (anchor.seq() == chain.anchor().seq()) ? 0
					: this.rows.delete(chain.anchor().seq(), anchor.seq());
			if (deleted > 0) {
				save(chain.anchoredAt(anchor));
			}
			return deleted;
		});
	}

	/**
	 * Encrypts the key of the seals with the active server key, and proves the chain with
	 * it. That the key is encrypted so does not mean that the chain is proved so: another
	 * node may have saved it since, with the server key that goes.
	 */
	void renewKeyBox() {
		changed(() -> {
			ChainState chain = lock();
			save(chain.lockedBy(this.seals.renewed(chain.keyBox())));
			return 0;
		});
	}

	/**
	 * Whether the chain needs no server key but the active one; also if there is none.
	 */
	boolean isOfActiveKey() {
		return this.rows.find().map((chain) -> this.seals.isOfActiveKey(chain.state().keyBox())).orElse(true);
	}

	private int changed(Supplier<Integer> change) {
		Integer rows = this.transaction.execute((status) -> change.get());
		return (rows != null) ? rows : 0;
	}

	/** The chain as it was left. Nobody else changes it until the transaction ends. */
	private ChainState lock() {
		boolean begins = this.rows.lock(this.seals.newKeyBox(), this.time.millis());
		Proven found = this.rows.find().orElseThrow();
		if (begins) {
			if (this.rows.anyInChain()) {
				throw new BrokenChainException("has lost the row that says where it ends");
			}
			ChainState first = found.state().headedBy(Link.NONE, this.rows.newestWithoutStamp());
			save(first);
			if (first.began().adopted() > 0) {
				logger.warn("An audit chain begins, and takes {} events without a stamp as they are."
						+ " If this service had a chain before, somebody removed it", first.began().adopted());
			}
			return first;
		}
		if (!this.seals.isProof(found.proof(), found.state())) {
			throw new BrokenChainException("does not end as it was left");
		}
		return found.state();
	}

	private void save(ChainState chain) {
		this.rows.save(chain, this.seals.proof(chain));
	}

}
