package io.hellwall.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.hellwall.TestClock;
import io.hellwall.token.SessionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Uses are kept in memory and stored together. */
class SightingsTest {

	private static final Duration MAX_AGE = Duration.ofDays(30);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final TestClock clock = new TestClock();

	/** The number of sessions in each statement. */
	private final List<Integer> statements = new ArrayList<>();

	private boolean storeAway;

	@Test
	void sawWhenTheLastUseIsCloseThenStoresNothing() {
		Sightings sightings = sightings(null);
		see(sightings, Duration.ofMinutes(5).minusMillis(1));
		sightings.store();
		assertThat(this.statements).isEmpty();
		see(sightings, Duration.ofMinutes(5));
		sightings.store();
		sightings.store();
		assertThat(this.statements).containsExactly(1);
	}

	@Test
	void sawWhenIdleSessionsEndThenStoresWhatIsAMinuteOld() {
		Sightings sightings = sightings(Duration.ofMinutes(15));
		see(sightings, MINUTE.minusMillis(1));
		see(sightings, MINUTE);
		sightings.store();
		assertThat(this.statements).containsExactly(1);
	}

	@Test
	void lastSeenWhenNotStoredYetThenIsTheLatestUse() {
		Sightings sightings = sightings(null);
		SessionId session = new SessionId(UUID.randomUUID());
		Instant opened = this.clock.instant();
		assertThat(sightings.lastSeen(session, opened)).isEqualTo(opened);
		this.clock.advance(Duration.ofMinutes(10));
		Instant used = this.clock.instant();
		sightings.saw(session, opened, used);
		sightings.saw(session, opened, used.minusMillis(1));
		assertThat(sightings.lastSeen(session, opened)).isEqualTo(used);
		assertThat(sightings.lastSeen(session, used.plusMillis(1))).isEqualTo(used.plusMillis(1));
	}

	@Test
	void storeWhenTheStoreIsAwayThenKeepsThem() {
		Sightings sightings = sightings(null);
		see(sightings, MAX_AGE);
		this.storeAway = true;
		assertThatIllegalStateException().isThrownBy(sightings::store);
		sightings.storeTheRest();
		this.storeAway = false;
		sightings.store();
		assertThat(this.statements).containsExactly(1);
	}

	@Test
	void sawWhenThereAreTooManyThenMemoryIsBounded() {
		Sightings sightings = sightings(null);
		for (int i = 0; i < Sightings.MOST + 1000; i++) {
			see(sightings, MAX_AGE);
		}
		sightings.store();
		assertThat(this.statements.stream().mapToInt(Integer::intValue).sum()).isEqualTo(Sightings.MOST);
		assertThat(this.statements).allMatch((rows) -> rows <= 256).hasSizeLessThan(400);
	}

	private Sightings sightings(@Nullable Duration idle) {
		InvocationHandler handler = (proxy, method, args) -> {
			if (this.storeAway) {
				throw new IllegalStateException("away");
			}
			this.statements.add(((List<?>) args[0]).size());
			return 1;
		};
		SessionRepository sessions = (SessionRepository) Proxy.newProxyInstance(
				SessionRepository.class.getClassLoader(), new Class<?>[] { SessionRepository.class }, handler);
		return new Sightings(sessions, new SessionProperties(MAX_AGE, idle, 50));
	}

	/** A use of any session, that long after the one before. */
	private void see(Sightings sightings, Duration after) {
		Instant now = this.clock.instant();
		sightings.saw(new SessionId(UUID.randomUUID()), now.minus(after), now);
	}

}
