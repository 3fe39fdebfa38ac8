package io.hellwall.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.hellwall.EachStore;
import io.hellwall.SharedService;
import io.hellwall.TestService;
import io.hellwall.TestStore;
import io.hellwall.Traces;
import io.hellwall.account.Account;
import io.hellwall.account.Accounts;
import io.hellwall.account.EmailAddress;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.token.SessionId;
import io.hellwall.token.TokenKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

@Isolated("reads the log")
@EachStore
class SharedAddressCheckTest {

	private static final String OFFICE = "198.51.100.7";

	private static final String HOME = "203.0.113.9";

	private static final int ENOUGH = SharedAddressCheck.DEVICES;

	private static final Duration DAY = Duration.ofDays(1);

	private static final Duration TICK = Duration.ofMillis(1);

	static TestService service;

	static Account account;

	@Parameter
	TestStore store;

	private Traces traces;

	@BeforeParameterizedClassInvocation
	static void start(TestStore store) {
		service = SharedService.lend(store);
		account = service.context()
			.getBean(Accounts.class)
			.find(EmailAddress.parse(service.newAccount()))
			.orElseThrow();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		SharedService.giveBack(service);
	}

	/** The sessions and the warning of the test before are older than a day. */
	@BeforeEach
	void advance() {
		service.clock().advance(DAY);
		this.traces = new Traces(service.dataDir());
	}

	@AfterEach
	void close() {
		this.traces.close();
	}

	@Test
	void checkWhenEnoughDevicesFromOneAddressThenSaysWhatToDo() {
		open(ENOUGH, OFFICE);
		check();
		assertThat(warnings()).singleElement()
			.asString()
			.contains("hellwall.trusted-proxies", "GET /admin/network")
			.doesNotContain(OFFICE);
	}

	@Test
	void checkWhenOneDeviceTooFewThenIsSilent() {
		open(ENOUGH - 1, OFFICE);
		open(ENOUGH - 1, OFFICE);
		check();
		assertThat(warnings()).isEmpty();
	}

	@Test
	void checkWhenOneDeviceIsElsewhereThenIsSilent() {
		open(1, HOME);
		open(ENOUGH, OFFICE);
		check();
		assertThat(warnings()).isEmpty();
	}

	@Test
	void checkWhenOneLoginIsADayOldThenDoesNotCountIt() {
		open(OFFICE, ENOUGH);
		service.clock().advance(TICK);
		open(ENOUGH - 1, OFFICE);
		service.clock().advance(DAY.minus(TICK));
		check();
		assertThat(warnings()).isEmpty();
		open(OFFICE, ENOUGH);
		check();
		assertThat(warnings()).hasSize(1);
	}

	@Test
	void checkWhenItGoesOnThenWarnsOnceADay() {
		open(ENOUGH, OFFICE);
		check();
		service.clock().advance(DAY.minus(TICK));
		open(ENOUGH, OFFICE);
		check();
		assertThat(warnings()).hasSize(1);
		service.clock().advance(TICK);
		check();
		assertThat(warnings()).hasSize(1);
	}

	@Test
	void checkWhenManyLoggedInThenReadsTheLatest() {
		open(1, HOME);
		service.clock().advance(TICK);
		open(199, OFFICE);
		check();
		assertThat(warnings()).isEmpty();
		service.clock().advance(TICK);
		open(1, OFFICE);
		check();
		assertThat(warnings()).hasSize(1);
	}

	private static void open(int devices, String address) {
		for (int i = 0; i < devices; i++) {
			open(address, i);
		}
	}

	private static void open(String address, int device) {
		UUID id = UUID.randomUUID();
		service.context()
			.getBean(SessionTransactions.class)
			.open(new SessionId(id), account,
					new Device(MacAddress.parse("aa:bb:cc:dd:00:%02x".formatted(device)), IpAddress.parse(address)),
					false, new TokenKeys(ByteBuffer.allocate(32).putLong(id.getMostSignificantBits()).array(),
							new byte[32], "strict " + address, 0),
					service.clock().instant());
	}

	private static void check() {
		service.context().getBean(SharedAddressCheck.class).check();
	}

	/** Since the last call. */
	private List<String> warnings() {
		return this.traces.logged().stream().filter((line) -> line.contains("all from one address")).toList();
	}

}
