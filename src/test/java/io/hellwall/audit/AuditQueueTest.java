package io.hellwall.audit;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.hellwall.TestClock;
import io.hellwall.audit.Refusals.Refusal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

/** Refusals that wait to be stored. */
class AuditQueueTest {

	private static final Entry DENIED = Entry.of(Event.LOGIN_DENIED).account(UUID.randomUUID());

	@Test
	void appendWhenAnEqualOneIsBeingStoredThenBothAreStored() throws Exception {
		List<Refusal> stored = new CopyOnWriteArrayList<>();
		AtomicReference<Audit> audit = new AtomicReference<>();
		Refusals refusals = mock(Refusals.class);
		doAnswer((call) -> {
			if (stored.isEmpty()) {
				audit.get().append(DENIED);
			}
			return stored.addAll(call.getArgument(0));
		}).when(refusals).store(anyList());
		audit.set(new Audit(mock(AuditWriter.class), refusals, new TestClock()));
		audit.get().append(DENIED);
		await().untilAsserted(() -> assertThat(stored).hasSize(2));
		audit.get().storeTheRest();
		assertThat(stored).hasSize(2);
	}

}
