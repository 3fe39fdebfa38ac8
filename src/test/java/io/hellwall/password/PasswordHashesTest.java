package io.hellwall.password;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import de.mkammerer.argon2.Argon2;
import io.hellwall.TestService;
import io.hellwall.TestService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Hashing cannot be used to drown the service. */
@Isolated("looks at all threads of the JVM")
class PasswordHashesTest {

	private static final String MAC = TestService.MAC;

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	@TempDir
	static Path dataDir;

	static TestService service;

	static PasswordHashes hashes;

	@BeforeAll
	static void start() {
		service = TestService.start(dataDir, CheapHashes.OFF);
		hashes = service.context().getBean(PasswordHashes.class);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void loginWhenTooManyWaitThenIsRefusedAndNothingIsSpent() throws Exception {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		String token = service.newToken();
		whilePlacesAreTaken(true, () -> {
			assertBusy(service.login(email, MAC, passcode));
			assertBusy(service.post("/passcode", "{" + TestService.credentials(email, MAC) + "}"));
			assertBusy(service.post("/admin/accounts",
					"{\"email\":\"dora@example.org\",\"password\":\"%s\"}".formatted(TestService.PASSWORD),
					service.adminKey()));
			assertThat(service.pipe(service.loginPort(),
					String.join("|", MAC, email, "None", TestService.PASSWORD, passcode) + "\n"))
				.isEmpty();
			assertThat(service.verify(token, MAC).text("status")).isEqualTo("authorized");
			assertThat(service.renew(token, MAC).status()).isEqualTo(200);
		});
		assertThat(service.login(email, MAC, passcode).status()).isEqualTo(200);
	}

	@Test
	void loginWhenStrangersTookTheirPlacesThenAKnownPlaceGetsIn() throws Exception {
		String email = service.newAccount();
		assertThat(service.login(email, MAC, service.passcode(email, MAC)).status()).isEqualTo(200);
		whilePlacesAreTaken(false, () -> {
			assertBusy(service.post("/passcode", "{" + TestService.credentials(email, "02:00:00:00:00:01") + "}"));
			assertThat(service.login(email, MAC, service.passcode(email, MAC)).status()).isEqualTo(200);
		});
	}

	@Test
	void hashWhenManyAskThenAsManyRunAtOnceAsThereAreProcessors() throws Exception {
		Argon2 argon2 = (Argon2) Objects.requireNonNull(ReflectionTestUtils.getField(hashes, "argon2"));
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		Set<String> threads = ConcurrentHashMap.newKeySet();
		InvocationHandler slow = (proxy, method, args) -> {
			threads.add(Thread.currentThread().getName());
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			TimeUnit.MILLISECONDS.sleep(50); // so that one that is too many comes in
			try {
				return method.invoke(argon2, args);
			}
			finally {
				running.decrementAndGet();
			}
		};
		ReflectionTestUtils.setField(hashes, "argon2",
				Proxy.newProxyInstance(Argon2.class.getClassLoader(), new Class<?>[] { Argon2.class }, slow));
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<String>> futures = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				futures.add(clients.submit(() -> hashes.hash(Password.parse(TestService.PASSWORD))));
			}
			for (Future<String> future : futures) {
				assertThat(future.get()).startsWith("{argon2}");
			}
		}
		finally {
			ReflectionTestUtils.setField(hashes, "argon2", argon2);
		}
		assertThat(most).hasValue(PROCESSORS);
		assertThat(threads).hasSize(PROCESSORS).allMatch((name) -> name.startsWith("password-hash-"));
	}

	/** The nineteenth field, of which the name in parentheses is the second. */
	@Test
	@EnabledOnOs(OS.LINUX)
	void hashWhenItRunsThenItsThreadHasALowPriority() throws Exception {
		hashes.hash(Password.parse(TestService.PASSWORD));
		assertThat(niceness("password-hash-")).containsOnly("10");
		assertThat(niceness("http-nio-")).containsOnly("0");
	}

	private static Set<String> niceness(String name) throws IOException {
		Set<String> nice = new HashSet<>();
		try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
			for (Path thread : threads) {
				try {
					String line = Files.readString(thread.resolve("stat"));
					if (line.contains("(" + name)) {
						nice.add(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[16]);
					}
				}
				catch (IOException ex) {
					// The thread has ended.
				}
			}
		}
		return nice;
	}

	@Test
	void matchesWhenAnotherImplementationHashedThenTellsTheSame() {
		String hash = "{argon2}$argon2id$v=19$m=19456,t=2,p=1$LSFVZaXS8nTlQVmaF5ZHuA$MIh6lKqr0Z/Tw4OCnowlGPShAcj/yMvTAXyiwzP4ogY";
		assertThat(hashes.matches(Password.parse("correct horse b\u00e4ttery \ud83d\udd0b staple"), hash)).isTrue();
		assertThat(hashes.matches(Password.parse("correct horse battery \ud83d\udd0b staple"), hash)).isFalse();
		assertThat(hashes.outdated(hash)).isFalse();
	}

	private static void assertBusy(Answer answer) {
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.problem()).isEqualTo("busy");
		assertThat(answer.header("Retry-After")).isEqualTo("3");
	}

	/** All places, or all that strangers have. */
	private static void whilePlacesAreTaken(boolean known, Runnable work) throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		try (ExecutorService holders = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 50 * PROCESSORS; i++) {
				holders.execute(() -> hashes.withHashingSlot(known, () -> waitFor(over)));
			}
			await().atMost(Duration.ofSeconds(5))
				.until(() -> hashes.withHashingSlot(known, () -> "admitted").equals(Optional.empty()));
			try {
				work.run();
			}
			finally {
				over.countDown();
			}
		}
	}

	private static String waitFor(CountDownLatch latch) {
		try {
			latch.await();
			return "held";
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
