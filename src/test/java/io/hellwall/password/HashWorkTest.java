package io.hellwall.password;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import de.mkammerer.argon2.Argon2;
import io.hellwall.metrics.Meters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** What a check of a password costs, and who may wait for one. */
class HashWorkTest {

	private static final Pattern COST = Pattern.compile("m=(\\d+),t=(\\d+)");

	private static final Password PASSWORD = Password.parse("correct horse battery staple");

	private static final Password WRONG = Password.parse("correct horse battery stable");

	/**
	 * The first pass costs less than the others. Work of less than 8 KiB cannot be done.
	 */
	@ParameterizedTest
	@CsvSource({ "64, 1, 64, 1", "64, 1, 64, 3", "64, 2, 64, 5", "64, 2, 256, 2", "64, 3, 96, 2", "64, 1, 67, 1",
			"64, 1, 80, 1", "64, 1, 100, 7", "1024, 1, 1024, 2" })
	void matchesWhenTheHashIsOlderThenCostsWhatANewOneCosts(int oldMemory, int oldPasses, int memory, int passes) {
		double work = work(memory, passes);
		String hash;
		try (PasswordHashes older = hashes(oldMemory, oldPasses)) {
			hash = older.hash(PASSWORD);
		}
		try (PasswordHashes newer = hashes(memory, passes)) {
			DoubleAdder counted = count(newer);
			assertThat(newer.matches(PASSWORD, hash)).isTrue();
			assertThat(counted.sumThenReset()).as("right").isCloseTo(work, within(8.0));
			assertThat(newer.matches(WRONG, hash)).isFalse();
			assertThat(counted.sumThenReset()).as("wrong").isCloseTo(work, within(8.0));
			assertThat(newer.matches(PASSWORD, null)).isFalse();
			assertThat(counted.sumThenReset()).as("nobody").isEqualTo(work);
		}
	}

	@Test
	void matchesWhenTheHashCostsMoreThanANewOneThenAddsNothing() {
		String hash;
		try (PasswordHashes costly = hashes(64, 4)) {
			hash = costly.hash(PASSWORD);
		}
		try (PasswordHashes newer = hashes(64, 2)) {
			DoubleAdder counted = count(newer);
			assertThat(newer.matches(PASSWORD, hash)).isTrue();
			assertThat(counted.sum()).isEqualTo(work(64, 4));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "$2b$05$abcdefghijklmnopqrstuuApF0h1BGy.cJXG0Jq5wbcj68pfW1j6m",
			"$scrypt$ln=8,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$tf8lixJEYN51OpKAWrpVPSO7hngqnr9wODvRQuyalIQ",
			"$pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg$IUJwW/2WLFgcFthHcBfLC5lW32GISvUycWiUP2+1fAc",
			"$argon2i$v=19$m=64,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$IUJwW/2WLFgcFthHcBfLC5lW32GISvUycWiUP2+1fAc" })
	void matchesWhenTheHashIsForeignThenCostsWhatANewOneCosts(String text) {
		ForeignHash foreign = ForeignHash.parse(text);
		try (PasswordHashes hashes = hashes(4096, 2)) {
			assertThat(hashes.refusal(foreign)).isEmpty();
			assertThat(hashes.outdated(foreign.text())).isTrue();
			DoubleAdder counted = count(hashes);
			assertThat(hashes.matches(WRONG, foreign.text())).isFalse();
			assertThat(foreign.work() + counted.sum()).isCloseTo(work(4096, 2), within(8.0));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "$2b$12$abcdefghijklmnopqrstuuApF0h1BGy.cJXG0Jq5wbcj68pfW1j6m",
			"$pbkdf2-sha256$600000$MDEyMzQ1Njc4OWFiY2RlZg$IUJwW/2WLFgcFthHcBfLC5lW32GISvUycWiUP2+1fAc",
			"$scrypt$ln=15,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$tf8lixJEYN51OpKAWrpVPSO7hngqnr9wODvRQuyalIQ" })
	void refusalWhenTheHashTakesLongerThanOursThenNamesTheSettingThatTakesIt(String text) {
		ForeignHash foreign = ForeignHash.parse(text);
		String refusal = refusal(foreign, 19456, 2);
		assertThat(refusal).matches(".*takes longer.* hellwall\\.password\\.argon2-iterations=\\d+");
		int passes = Integer.parseInt(refusal.substring(refusal.indexOf('=') + 1));
		assertThat(refusal(foreign, 19456, passes)).isEmpty();
		assertThat(refusal(foreign, 19456, passes - 1)).isNotEmpty();
	}

	@Test
	void refusalWhenNoSettingTakesTheHashThenNamesNone() {
		ForeignHash foreign = ForeignHash.parse("$2b$16$abcdefghijklmnopqrstuuApF0h1BGy.cJXG0Jq5wbcj68pfW1j6m");
		assertThat(refusal(foreign, 19456, 2)).isEqualTo("takes far too long to check");
		assertThat(refusal(foreign, 19456, 100)).isEqualTo("takes far too long to check");
	}

	@Test
	void refusalWhenTheHashNeedsMuchMemoryThenSaysHowMuch() {
		ForeignHash foreign = ForeignHash.parse(
				"$argon2id$v=19$m=1048576,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$IUJwW/2WLFgcFthHcBfLC5lW32GISvUycWiUP2+1fAc");
		assertThat(refusal(foreign, 19456, 100)).isEqualTo("needs too much memory: 1024 MiB");
	}

	private static String refusal(ForeignHash foreign, int memory, int passes) {
		try (PasswordHashes hashes = new PasswordHashes(new PasswordProperties(15, memory, passes), new Meters())) {
			return hashes.refusal(foreign).orElse("");
		}
	}

	private static double work(int memory, int passes) {
		return memory * (passes - 1 + 0.94);
	}

	@Test
	void withHashingSlotWhenStrangersTookTheirsThenAQuarterIsLeft() {
		try (PasswordHashes hashes = hashes(64, 1);
				ExecutorService holders = Executors.newVirtualThreadPerTaskExecutor()) {
			CountDownLatch over = new CountDownLatch(1);
			hold(holders, hashes, false, PasswordHashes.PLACES, over);
			await().until(() -> hashes.withHashingSlot(false, () -> "in").isEmpty());
			assertThat(hashes.withHashingSlot(true, () -> "in")).hasValue("in");
			hold(holders, hashes, true, PasswordHashes.PLACES - PasswordHashes.STRANGERS_PLACES - 1, over);
			await().until(() -> places(hashes, "places") == 1);
			assertThat(hashes.withHashingSlot(true, () -> "in")).hasValue("in");
			hold(holders, hashes, true, 1, over);
			await().until(() -> hashes.withHashingSlot(true, () -> "in").isEmpty());
			over.countDown();
			await().until(() -> places(hashes, "places") == PasswordHashes.PLACES);
			assertThat(places(hashes, "strangersPlaces")).isEqualTo(PasswordHashes.STRANGERS_PLACES);
			assertThat(PasswordHashes.STRANGERS_PLACES * 4).isEqualTo(PasswordHashes.PLACES * 3);
		}
	}

	@Test
	void withHashingSlotWhenKnownPlacesTookAllThenStrangersGetNoneAndLoseNone() {
		try (PasswordHashes hashes = hashes(64, 1);
				ExecutorService holders = Executors.newVirtualThreadPerTaskExecutor()) {
			CountDownLatch over = new CountDownLatch(1);
			hold(holders, hashes, true, PasswordHashes.PLACES, over);
			await().until(() -> places(hashes, "places") == 0);
			assertThat(hashes.withHashingSlot(false, () -> "in")).isEqualTo(Optional.empty());
			assertThat(places(hashes, "strangersPlaces")).isEqualTo(PasswordHashes.STRANGERS_PLACES);
			over.countDown();
			await().until(() -> hashes.withHashingSlot(false, () -> "in").isPresent());
		}
	}

	private static void hold(ExecutorService holders, PasswordHashes hashes, boolean known, int count,
			CountDownLatch over) {
		for (int i = 0; i < count; i++) {
			holders.execute(() -> hashes.withHashingSlot(known, () -> {
				try {
					over.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				return "held";
			}));
		}
	}

	private static int places(PasswordHashes hashes, String name) {
		return ((Semaphore) Objects.requireNonNull(ReflectionTestUtils.getField(hashes, name))).availablePermits();
	}

	private static PasswordHashes hashes(int memory, int passes) {
		PasswordHashes hashes = new PasswordHashes(new PasswordProperties(15, memory, passes), new Meters());
		hashes.afterSingletonsInstantiated();
		return hashes;
	}

	/** Counts the work from now on. */
	private static DoubleAdder count(PasswordHashes hashes) {
		Argon2 argon2 = (Argon2) Objects.requireNonNull(ReflectionTestUtils.getField(hashes, "argon2"));
		DoubleAdder work = new DoubleAdder();
		InvocationHandler counting = (proxy, method, args) -> {
			if (method.getName().equals("hash")) {
				work.add(work((int) args[1], (int) args[0]));
			}
			else {
				Matcher cost = COST.matcher(args[0].toString());
				assertThat(cost.find()).isTrue();
				work.add(work(Integer.parseInt(cost.group(1)), Integer.parseInt(cost.group(2))));
			}
			return method.invoke(argon2, args);
		};
		ReflectionTestUtils.setField(hashes, "argon2",
				Proxy.newProxyInstance(Argon2.class.getClassLoader(), new Class<?>[] { Argon2.class }, counting));
		return work;
	}

}
