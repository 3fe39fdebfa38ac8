package io.hellwall.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.hellwall.Slow;
import io.hellwall.TestNode;
import io.hellwall.chain.ChainReport;
import io.hellwall.chain.StoredChain;
import io.hellwall.session.Ledger.Outcome;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The one node of a service on SQLite is killed at random moments, and what its clients
 * were told holds whenever it is back. This process keeps the books.
 */
@Slow
@Order(1)
class CrashTest {

	private static final int KILLS = Integer.getInteger("crash.kills", 3);

	private static final Duration READY = Duration.ofSeconds(Integer.getInteger("crash.ready-seconds", 120));

	private static final int CLIENTS = 8;

	private static final int STEPS = 10 * CLIENTS;

	private static final int SESSIONS_A_ROUND = 3;

	@TempDir
	Path folder;

	private final Random random = new Random();

	@Test
	void anyCallWhenTheServiceIsKilledThenKeepsWhatItAcknowledged() throws Exception {
		GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
		mail.start();
		// Nothing is deleted that is to be counted here.
		try (TestNode node = node(mail, "hellwall.purge-interval=1d")) {
			StoreFiles files = new StoreFiles(this.folder);
			List<Ledger> ledgers = IntStream.range(0, CLIENTS).mapToObj((i) -> new Ledger((any) -> node, i)).toList();
			List<Duration> starts = new ArrayList<>();
			for (int kill = 0; kill < KILLS; kill++) {
				killUnderLoad(node, ledgers);
				mail.purgeEmailFromAllMailboxes();
				node.startAgain();
				starts.add(node.readyIn());
				assertThat(files.integrity()).containsExactly("ok", "ok");
				ChainReport chain = StoredChain.verify(this.folder, TestNode.KEY);
				assertThat(chain.findings()).as("a crash is no attack").isEmpty();
				assertThat(chain.rows()).isPositive();
				each(ledgers, (ledger) -> {
					ledger.check(files);
					ledger.check(node);
					ledger.sendAgain();
					ledger.allow(SESSIONS_A_ROUND);
				});
			}
			System.out.printf(
					"%d kills: %d operations acknowledged, %d refused, %d unknown; %d logins, %d revoked; "
							+ "longest start %d ms%n",
					KILLS, sum(ledgers, Outcome.OK), sum(ledgers, Outcome.REFUSED), sum(ledgers, Outcome.UNKNOWN),
					ledgers.stream().mapToInt(Ledger::acknowledgedLogins).sum(),
					ledgers.stream().mapToLong(Ledger::revoked).sum(), Collections.max(starts).toMillis());
			assertThat(starts).as("times until ready").allSatisfy((time) -> assertThat(time).isLessThan(READY));
			assertThat(Outcome.values()).allSatisfy((outcome) -> assertThat(sum(ledgers, outcome)).isPositive());
		}
		finally {
			mail.stop();
		}
	}

	private TestNode node(GreenMail mail, String setting) {
		return Boolean.getBoolean("crash.packaged") ? TestNode.packaged(this.folder, mail, setting)
				: new TestNode(this.folder, mail, setting);
	}

	/**
	 * The clients go on until they notice. Only when all of them are at work is there
	 * something to kill, however slow the machine is.
	 */
	private void killUnderLoad(TestNode node, List<Ledger> ledgers) throws Exception {
		AtomicBoolean alive = new AtomicBoolean(true);
		CountDownLatch busy = new CountDownLatch(STEPS);
		try (ExecutorService killer = Executors.newSingleThreadExecutor()) {
			Future<?> killed = killer.submit(() -> {
				busy.await(1, TimeUnit.MINUTES);
				TimeUnit.MILLISECONDS.sleep(this.random.nextInt(50, 700));
				alive.set(false);
				node.kill();
				return null;
			});
			each(ledgers, (ledger) -> {
				while (alive.get()) {
					ledger.step();
					busy.countDown();
				}
			});
			killed.get();
		}
	}

	private static void each(List<Ledger> ledgers, Consumer<Ledger> work) throws Exception {
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> futures = new ArrayList<>();
			ledgers.forEach((ledger) -> futures.add(clients.submit(() -> work.accept(ledger))));
			for (Future<?> future : futures) {
				future.get();
			}
		}
	}

	private static int sum(List<Ledger> ledgers, Outcome outcome) {
		return ledgers.stream().mapToInt((ledger) -> ledger.count(outcome)).sum();
	}

}
