package io.hellwall.chain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.hellwall.EachStore;
import io.hellwall.TestStore;
import io.hellwall.chain.ChainReport.Finding;
import io.hellwall.chain.ChainReport.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

/** Whatever is done to the audit without the service shows, and nothing else does. */
@EachStore
class ChainTest {

	/** A row that holds each kind of value, and so ends up different by each change. */
	private static final List<String> CHANGES = List.of("at = at + 1", "event = 'LOGGED_OUT'", "account_id = null",
			"session_id = account_id", "mac = null", "mac = ''", "network = '198.51.100.1/32'", "reason = null",
			"caused_by = 'holder'", "times = 2", "id = id + 1000000", "seal = null", "seq = seq + 1000000",
			"mac = network, network = mac");

	@TempDir
	static Path folder;

	@Parameter
	TestStore store;

	private TestChain chain;

	@BeforeEach
	void open() {
		this.chain = new TestChain(this.store, folder);
	}

	@AfterEach
	void close() {
		this.chain.close();
	}

	@Test
	void verifyWhenNothingWasDoneThenHolds() {
		assertThat(this.chain.findings()).isEmpty();
		this.chain.add(7);
		assertThat(this.chain.node().verify(null).waiting()).isEqualTo(7);
		assertThat(this.chain.findings()).isEmpty();
		this.chain.seal();
		this.chain.add(2);
		ChainReport report = this.chain.node().verify(null);
		assertThat(report.findings()).isEmpty();
		assertThat(report.rows()).isEqualTo(7);
		assertThat(report.waiting()).isEqualTo(2);
		assertThat(report.head()).extracting(ChainHead::seq).isEqualTo(7L);
	}

	@Test
	void verifyWhenARowIsRemovedThenFoundAtItsPlace() {
		atEachPlace((seq) -> {
			this.chain.sql.update("delete from audit_event where seq = ?", seq);
			assertThat(this.chain.findings()).extracting(Finding::kind, Finding::seq)
				.containsExactly(tuple(Kind.REMOVED, seq));
		});
	}

	@Test
	void verifyWhenARowIsChangedThenFoundAtItsPlace() {
		for (String change : CHANGES) {
			atEachPlace((seq) -> {
				assertThat(this.chain.sql.update("update audit_event set " + change + " where seq = ?", seq)).isOne();
				assertThat(this.chain.findings()).as(change + " at " + seq).isNotEmpty();
			});
		}
	}

	@Test
	void verifyWhenTwoRowsChangeTheirPlacesThenFound() {
		atEachPlace((seq) -> {
			long other = (seq == 7) ? 1 : seq + 1;
			this.chain.transaction().executeWithoutResult((status) -> {
				this.chain.sql.update("update audit_event set seq = 1000 where seq = ?", seq);
				this.chain.sql.update("update audit_event set seq = ? where seq = ?", seq, other);
				this.chain.sql.update("update audit_event set seq = ? where seq = 1000", other);
			});
			assertThat(this.chain.findings()).as("at " + seq).isNotEmpty();
			this.chain.transaction().executeWithoutResult((status) -> {
				this.chain.sql.update("update audit_event set seq = 1000 where seq = ?", seq);
				this.chain.sql.update("update audit_event set seq = ? where seq = ?", seq, other);
				this.chain.sql.update("update audit_event set seq = ? where seq = 1000", other);
			});
		});
	}

	/** The rows behind it move up, with seals that the attacker does not know. */
	@Test
	void verifyWhenARowIsInsertedInBetweenThenFound() {
		this.chain.add(7);
		this.chain.seal();
		for (long seq = 1; seq <= 8; seq++) {
			long place = seq;
			this.chain.transaction().executeWithoutResult((status) -> {
				this.chain.sql.update("update audit_event set seq = -seq where seq >= ?", place);
				this.chain.sql.update("update audit_event set seq = 1 - seq where seq < 0");
				this.chain.insert(TestChain.content(50), null);
				this.chain.sql.update(
						"update audit_event set seq = ?, seal = (select seal from audit_event where id = 1001) where id = 50",
						place);
			});
			assertThat(this.chain.findings()).as("at " + seq).isNotEmpty();
			this.chain.transaction().executeWithoutResult((status) -> {
				this.chain.sql.update("delete from audit_event where id = 50");
				this.chain.sql.update("update audit_event set seq = -seq where seq > ?", place);
				this.chain.sql.update("update audit_event set seq = -seq - 1 where seq < 0");
			});
			assertThat(this.chain.findings()).isEmpty();
		}
	}

	/** Whoever may write to the table could hope that the service seals the row. */
	@Test
	void verifyWhenARowIsAddedForTheServiceToSealThenFoundBeforeAndAfter() {
		this.chain.add(3);
		this.chain.seal();
		this.chain.insert(TestChain.content(50), null);
		assertFound(Kind.INSERTED, "row 50 was not written by this service");
		this.chain.add(1);
		this.chain.seal();
		assertFound(Kind.INSERTED, "row 50 was not written by this service");
		Map<String, @Nullable Object> last = this.chain.row("seq = 4");
		this.chain.sql.update("delete from audit_event where seq = 4");
		assertThat(this.chain.findings()).extracting(Finding::kind).containsExactly(Kind.REMOVED);
		this.chain.restore(last);
	}

	@Test
	void verifyWhenAStampIsUsedAgainThenFound() {
		this.chain.add(1);
		byte[] stamp = (byte[]) this.chain.row("seq is null").get("seal");
		this.chain.insert(TestChain.content(50), stamp);
		assertFound(Kind.INSERTED, "row 50 was not written by this service");
		this.chain.seal();
		assertFound(Kind.INSERTED, "row 50 was not written by this service");
	}

	@Test
	void verifyWhenARowThatWaitsIsChangedThenFound() {
		this.chain.add(2);
		this.chain.sql.update("update audit_event set reason = 'OTHER' where id = 1002");
		assertFound(Kind.INSERTED, "row 1002 was not written by this service");
	}

	@Test
	void verifyWhenTheNewestRowsAreRemovedThenFound() {
		this.chain.add(5);
		this.chain.seal();
		this.chain.sql.update("delete from audit_event where seq > 2");
		assertFound(Kind.REMOVED, "the newest rows, up to 5, are missing");
		this.chain.sql
			.update("update audit_chain set head_seq = 2, head_seal = (select seal from audit_event where seq = 2)");
		assertFound(Kind.ENDS,
				"the row that says where the chain begins and ends was changed," + " or made with another server key");
		assertThatExceptionOfType(BrokenChainException.class).as("it is not made to look right")
			.isThrownBy(this.chain::seal);
		this.chain.sql.update("delete from audit_chain");
		assertFound(Kind.ENDS, "the row that says where the chain ends is missing");
		this.chain.add(1);
		assertThatExceptionOfType(BrokenChainException.class).isThrownBy(this.chain::seal);
	}

	/** Nothing in the database can show this, but what was noted elsewhere does. */
	@Test
	void verifyWhenAnOlderStateIsPutBackThenOnlyANotedEndShowsIt() {
		this.chain.add(3);
		this.chain.seal();
		Map<String, @Nullable Object> older = this.chain.sql.queryForMap("select * from audit_chain");
		this.chain.add(2);
		this.chain.seal();
		ChainHead noted = this.chain.node().verify(null).head();
		assertThat(this.chain.node().verify(noted).findings()).isEmpty();
		this.chain.sql.update("delete from audit_event where seq > 3");
		this.chain.sql.update("update audit_chain set head_seq = ?, head_seal = ?, proof = ?", older.get("head_seq"),
				older.get("head_seal"), older.get("proof"));
		assertThat(this.chain.findings()).isEmpty();
		assertThat(this.chain.node().verify(noted).findings()).extracting(Finding::kind).containsExactly(Kind.OTHER);
		this.chain.add(3);
		this.chain.seal();
		assertThat(this.chain.node().verify(noted).findings()).extracting(Finding::kind, Finding::seq)
			.containsExactly(tuple(Kind.OTHER, 5L));
	}

	/** Without what was noted elsewhere, only the time and the number could tell it. */
	@Test
	void verifyWhenSomebodyMadeItBeginAnewThenItsBeginAndANotedEndShowIt() {
		this.chain.add(3);
		this.chain.seal();
		ChainReport before = this.chain.node().verify(null);
		assertThat(before.began()).isEqualTo(new ChainBegin(this.chain.clock.instant(), 0));
		this.chain.clock.advance(Duration.ofDays(1));
		this.chain.sql.update("delete from audit_chain");
		this.chain.sql.update("update audit_event set seq = null, seal = null");
		this.chain.sql.update("update audit_event set reason = 'FORGED' where id = 1002");
		this.chain.seal();
		ChainReport after = this.chain.node().verify(null);
		assertThat(after.findings()).isEmpty();
		assertThat(after.began()).isEqualTo(new ChainBegin(this.chain.clock.instant(), 3));
		assertThat(this.chain.node().verify(before.head()).findings()).extracting(Finding::kind)
			.containsExactly(Kind.OTHER);
		this.chain.sql.update("update audit_chain set adopted = 0");
		assertThat(this.chain.findings()).extracting(Finding::kind).containsExactly(Kind.ENDS);
	}

	@Test
	void extendWhenRowsAreOfAnEarlierVersionThenTakesThemOnce() {
		for (long id = 1; id <= 7; id++) {
			this.chain.insertOld(id);
		}
		this.chain.add(1);
		assertThat(this.chain.findings()).as("no chain has begun").isEmpty();
		assertThat(this.chain.node().extend(3)).isEqualTo(3);
		assertThat(this.chain.findings()).isEmpty();
		this.chain.seal();
		ChainReport report = this.chain.node().verify(null);
		assertThat(report.findings()).isEmpty();
		assertThat(report.rows()).isEqualTo(8);
		this.chain.insertOld(5000);
		assertFound(Kind.INSERTED, "row 5000 was not written by this service");
		this.chain.sql.update("delete from audit_event where id = 5000");
		this.chain.sql.update("delete from audit_event where id = 2");
		this.chain.insertOld(2);
		assertThat(this.chain.findings()).hasSize(2);
	}

	@Test
	void extendWhenATransactionRollsBackThenLeavesNoGap() {
		for (int i = 0; i < 10; i++) {
			boolean keeps = i % 3 > 0;
			this.chain.transaction().executeWithoutResult((status) -> {
				this.chain.add(2);
				if (!keeps) {
					status.setRollbackOnly();
				}
			});
			this.chain.node().extend(100);
		}
		ChainReport report = this.chain.node().verify(null);
		assertThat(report.findings()).isEmpty();
		assertThat(report.rows()).isEqualTo(12);
	}

	@Test
	void extendWhenItDiesAfterAnyStepThenTheChainHolds() {
		this.chain.insertOld(1);
		this.chain.add(2);
		int deaths = dieAfterEachStep((chain) -> {
			this.chain.add(2);
			chain.extend(2);
		});
		assertThat(deaths).isGreaterThan(3);
		ChainReport report = this.chain.node().verify(null);
		assertThat(report.waiting()).isZero();
		assertThat(report.rows()).isEqualTo(3 + 2 * (deaths + 1L));
	}

	@Test
	void forgetWhenItDiesAfterAnyStepThenTheChainHolds() {
		this.chain.add(20);
		this.chain.seal();
		int deaths = dieAfterEachStep((chain) -> assertThat(chain.forget(Long.MAX_VALUE, 2)).isPositive());
		assertThat(deaths).isGreaterThan(3);
		assertThat(this.chain.node().verify(null).rows()).isEqualTo(18);
	}

	/**
	 * Dies after the first statement of the work, then after the second one, and so on,
	 * until it ends. The chain has to hold each time.
	 */
	private int dieAfterEachStep(Consumer<Chain> work) {
		for (int deaths = 0; true; deaths++) {
			AtomicInteger left = new AtomicInteger(deaths + 1);
			ChainRows mortal = Mockito.mock(ChainRows.class,
					Mockito.withSettings().spiedInstance(this.chain.rows).defaultAnswer((call) -> {
						Object result = call.callRealMethod();
						if (left.decrementAndGet() == 0) {
							throw new IllegalStateException("died");
						}
						return result;
					}));
			Chain chain = new Chain(mortal, TestChain.seals(TestChain.KEY), this.chain.transactions, this.chain.clock);
			boolean dies = dies(() -> work.accept(chain));
			assertThat(this.chain.findings()).as("death " + deaths).isEmpty();
			if (!dies) {
				this.chain.seal();
				assertThat(this.chain.findings()).isEmpty();
				return deaths;
			}
		}
	}

	private static boolean dies(Runnable work) {
		try {
			work.run();
			return false;
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasMessage("died");
			return true;
		}
	}

	@Test
	void extendWhenTwoNodesAndManyWritersRaceThenEachRowHasOnePlace() throws Exception {
		List<Future<?>> work = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int writer = 0; writer < 4; writer++) {
				boolean rollsBack = writer == 0;
				work.add(threads.submit(() -> {
					for (int i = 0; i < 25; i++) {
						this.chain.transaction().executeWithoutResult((status) -> {
							this.chain.add(1);
							if (rollsBack) {
								status.setRollbackOnly();
							}
						});
					}
				}));
			}
			for (int sealer = 0; sealer < 3; sealer++) {
				Chain node = this.chain.node();
				work.add(threads.submit(() -> {
					for (int i = 0; i < 20; i++) {
						node.extend(5);
						assertThat(node.verify(null).findings()).isEmpty();
					}
				}));
			}
		}
		for (Future<?> it : work) {
			it.get();
		}
		this.chain.seal();
		ChainReport report = this.chain.node().verify(null);
		assertThat(report.findings()).isEmpty();
		assertThat(report.rows()).isEqualTo(75);
	}

	@Test
	void forgetWhenRowsAreOldThenTheRestStillHolds() {
		this.chain.add(6);
		this.chain.seal();
		long third = 1003 * 1000L;
		assertThat(this.chain.node().forget(third, 100)).isEqualTo(2);
		assertThat(this.chain.node().forget(third, 100)).isZero();
		assertThat(this.chain.findings()).isEmpty();
		this.chain.sql.update("delete from audit_event where seq = 3");
		assertThat(this.chain.findings()).extracting(Finding::kind).containsExactly(Kind.REMOVED);
		assertThatExceptionOfType(BrokenChainException.class).as("it would hide the gap")
			.isThrownBy(() -> this.chain.node().forget(Long.MAX_VALUE, 100));
		assertThat(this.chain.node().verify(null).rows()).isEqualTo(3);
	}

	@Test
	void forgetWhenARowIsPutBackThenFound() {
		this.chain.add(3);
		this.chain.seal();
		Map<String, @Nullable Object> first = this.chain.row("seq = 1");
		this.chain.node().forget(Long.MAX_VALUE, 2);
		assertThat(this.chain.findings()).isEmpty();
		this.chain.restore(first);
		assertThat(this.chain.findings()).extracting(Finding::kind).containsExactly(Kind.INSERTED);
	}

	@Test
	void forgetWhenAllIsOldThenGoesOnAfterIt() {
		this.chain.add(3);
		this.chain.seal();
		assertThat(this.chain.node().forget(Long.MAX_VALUE, 100)).isEqualTo(3);
		assertThat(this.chain.findings()).isEmpty();
		this.chain.add(2);
		this.chain.seal();
		assertThat(this.chain.node().verify(null).head()).extracting(ChainHead::seq).isEqualTo(5L);
		assertThat(this.chain.findings()).isEmpty();
	}

	@Test
	void verifyWhenTheServerKeyWasExchangedThenOldRowsStillHold() {
		this.chain.add(3);
		this.chain.seal();
		this.chain.node(TestChain.OTHER_KEY, TestChain.KEY).renewKeyBox();
		assertThat(this.chain.node(TestChain.KEY, TestChain.OTHER_KEY).verify(null).findings()).isEmpty();
		assertThat(this.chain.node(TestChain.OTHER_KEY).verify(null).findings()).isEmpty();
		this.chain.insert(TestChain.content(50), TestChain.seals(TestChain.OTHER_KEY).stamp(TestChain.content(50)));
		assertThat(this.chain.node(TestChain.OTHER_KEY).extend(10)).isOne();
		assertThat(this.chain.node(TestChain.OTHER_KEY).verify(null).findings()).isEmpty();
		assertThat(this.chain.node(TestChain.KEY).verify(null).findings()).as("the old key is worth nothing now")
			.extracting(Finding::kind)
			.contains(Kind.ENDS);
	}

	/** The key of the seals is renewed already, but what proves the chain is not. */
	@Test
	void renewKeyBoxWhenAnotherNodeSavedWithTheOldKeyThenItIsNotNeededAnyMore() {
		this.chain.add(2);
		this.chain.seal();
		Chain first = this.chain.node(TestChain.OTHER_KEY, TestChain.KEY);
		first.renewKeyBox();
		this.chain.add(1);
		assertThat(this.chain.node(TestChain.KEY, TestChain.OTHER_KEY).extend(10)).isOne();
		this.chain.node(TestChain.OTHER_KEY, TestChain.KEY).renewKeyBox();
		assertThat(this.chain.node(TestChain.OTHER_KEY).verify(null).findings()).isEmpty();
	}

	@Test
	void headWhenItIsNoneThenRefused() {
		for (String text : List.of("", "1", "1:", "1:00", ":" + "0".repeat(64), "-1:" + "0".repeat(64))) {
			assertThatIllegalArgumentException().isThrownBy(() -> ChainHead.of(text))
				.withMessageStartingWith("must be");
		}
		ChainHead head = new ChainHead(7, "0".repeat(64));
		assertThat(ChainHead.of(head.toString())).isEqualTo(head);
	}

	private void atEachPlace(Consumer<Long> change) {
		if (this.chain.sql.queryForList("select 1 from audit_event").isEmpty()) {
			this.chain.add(7);
			this.chain.seal();
		}
		for (long seq = 1; seq <= 7; seq++) {
			Map<String, @Nullable Object> row = this.chain.row("seq = " + seq);
			change.accept(seq);
			this.chain.sql.update("delete from audit_event where id > 1000000 or seq > 1000000");
			this.chain.restore(row);
			assertThat(this.chain.findings()).isEmpty();
		}
	}

	private void assertFound(Kind kind, String text) {
		assertThat(this.chain.findings()).extracting(Finding::kind, Finding::text).contains(tuple(kind, text));
	}

}
