package io.hellwall.device;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.hellwall.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SharedAddressTest {

	private static final String OFFICE = "198.51.100.7";

	private static final String HOME = "203.0.113.9";

	private static final int ENOUGH = SharedAddress.DEVICES;

	private final TestClock clock = new TestClock();

	private final SharedAddress addresses = new SharedAddress(new NetworkBinding(NetworkBinding.Mode.STRICT),
			this.clock);

	@Test
	void sawWhenEnoughDevicesFromOneAddressThenSaysOnceWhatToDo(CapturedOutput log) {
		devices(ENOUGH - 1, OFFICE);
		devices(ENOUGH - 1, OFFICE);
		assertThat(warnings(log)).isZero();
		devices(10 * ENOUGH, OFFICE);
		assertThat(warnings(log)).isOne();
		assertThat(log).contains("hellwall.trusted-proxies", "GET /admin/network").doesNotContain(OFFICE);
	}

	@Test
	void sawWhenOneCameFromElsewhereThenAllOfAnHourMustShareAgain(CapturedOutput log) {
		devices(ENOUGH - 1, OFFICE);
		devices(1, HOME);
		devices(ENOUGH, OFFICE);
		this.clock.advance(Duration.ofHours(1));
		devices(ENOUGH, OFFICE);
		this.clock.advance(Duration.ofHours(1).minusMillis(1));
		devices(ENOUGH, OFFICE);
		assertThat(warnings(log)).isZero();
		this.clock.advance(Duration.ofMillis(1));
		devices(1, OFFICE);
		assertThat(warnings(log)).isOne();
	}

	@Test
	void sawWhenTheAddressesStayMixedThenNever(CapturedOutput log) {
		for (int hour = 0; hour < 10; hour++) {
			devices(1, HOME);
			devices(ENOUGH, OFFICE);
			this.clock.advance(Duration.ofMinutes(50));
		}
		assertThat(warnings(log)).isZero();
	}

	@Test
	void sawWhenTheyCameOverMoreThanAnHourThenNotYet(CapturedOutput log) {
		devices(ENOUGH - 1, OFFICE);
		this.clock.advance(Duration.ofHours(1));
		devices(ENOUGH - 1, OFFICE);
		devices(ENOUGH - 1, OFFICE);
		assertThat(warnings(log)).isZero();
		devices(ENOUGH, OFFICE);
		assertThat(warnings(log)).isOne();
	}

	@Test
	void sawWhenItGoesOnThenWarnsAgainButNotWithinTheHour(CapturedOutput log) {
		devices(ENOUGH, OFFICE);
		for (int minutes = 0; minutes < 60; minutes += 10) {
			devices(ENOUGH, OFFICE);
			this.clock.advance(Duration.ofMinutes(10));
		}
		assertThat(warnings(log)).isOne();
		devices(ENOUGH, OFFICE);
		this.clock.advance(Duration.ofHours(1));
		devices(ENOUGH, OFFICE);
		assertThat(warnings(log)).isEqualTo(2);
	}

	@Test
	void sawByManyAtOnceThenSaysItOnce(CapturedOutput log) throws Exception {
		int threads = 50;
		int rounds = 100;
		CyclicBarrier barrier = new CyclicBarrier(threads, () -> this.clock.advance(Duration.ofHours(2)));
		try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
			List<Future<?>> all = IntStream.range(0, threads).<Future<?>>mapToObj((thread) -> executor.submit(() -> {
				for (int round = 0; round < rounds; round++) {
					barrier.await();
					for (int device = 0; device < ENOUGH; device++) {
						saw(device, OFFICE);
					}
				}
				return null;
			})).toList();
			for (Future<?> one : all) {
				one.get();
			}
		}
		assertThat(warnings(log)).isEqualTo(rounds);
	}

	private void devices(int count, String address) {
		for (int i = 0; i < count; i++) {
			saw(i, address);
		}
	}

	private void saw(int device, String address) {
		this.addresses.saw(new Device(MacAddress.parse("aa:bb:cc:dd:%02x:%02x".formatted(device / 256, device % 256)),
				Network.only(IpAddress.parse(address))));
	}

	private static long warnings(CapturedOutput log) {
		return log.getAll().lines().filter((line) -> line.contains("all from one address")).count();
	}

}
