package io.hellwall.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.hellwall.Slow;
import io.hellwall.TestNode;
import io.hellwall.TestStore;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A node dies without a farewell, and nobody loses what was acknowledged. */
@Slow
@Order(1)
class KillTest {

	private static final int CLIENTS = 20;

	private static final int OPERATIONS = Integer.getInteger("crash.operations", 4000);

	@TempDir
	Path folder;

	@Test
	void anyCallWhenANodeIsKilledThenNothingAcknowledgedIsLost() throws Exception {
		GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
		mail.start();
		String[] store = TestStore.POSTGRES.settings();
		try (TestNode left = new TestNode(this.folder.resolve("left"), mail, store);
				TestNode right = new TestNode(this.folder.resolve("right"), mail, store)) {
			List<Ledger> ledgers = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				ledgers.add(new Ledger((number) -> (number % 2 == 0) ? left : right, i));
			}
			operate(ledgers, right);
			assertThat(ledgers.stream().mapToInt(Ledger::operations).sum()).isGreaterThanOrEqualTo(OPERATIONS);
			assertThat(ledgers).allSatisfy((ledger) -> assertThat(ledger.acknowledgedLogins()).isPositive());
			assertThat(ledgers.stream().mapToLong(Ledger::revoked).sum()).isPositive();
			ledgers.forEach((ledger) -> ledger.check(left));
			right.startAgain();
			ledgers.forEach((ledger) -> ledger.check(right));
			ledgers.forEach(Ledger::replayAll);
		}
		finally {
			mail.stop();
		}
	}

	/** The node is killed half way; the clients go on. */
	private static void operate(List<Ledger> ledgers, TestNode victim) throws Exception {
		AtomicInteger done = new AtomicInteger();
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> futures = new ArrayList<>();
			for (Ledger ledger : ledgers) {
				futures.add(clients.submit(() -> {
					int number;
					while ((number = done.incrementAndGet()) <= OPERATIONS) {
						if (number == OPERATIONS / 2) {
							victim.kill();
						}
						ledger.step();
					}
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
	}

}
