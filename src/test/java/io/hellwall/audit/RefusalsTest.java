package io.hellwall.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.hellwall.TestClock;
import io.hellwall.audit.Refusals.Refusal;
import io.hellwall.chain.Chain;
import io.hellwall.chain.ChainSealer;
import org.junit.jupiter.api.Test;

import org.springframework.dao.QueryTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/** How refusals are counted where several nodes do so, and the store does not answer. */
class RefusalsTest {

	private final TestClock clock = new TestClock();

	private final AuditProperties properties = new AuditProperties(Duration.ofDays(365), 100);

	@Test
	void storeWhenTwoNodesHaveThemInOtherOrdersThenBothCountInTheSameOrder() {
		List<Refusal> refusals = new ArrayList<>();
		for (Event event : List.of(Event.STEP_UP_DENIED, Event.LOGIN_DENIED, Event.PASSCODE_DENIED)) {
			for (UUID account : List.of(new UUID(2, 2), new UUID(1, 1))) {
				refusals.add(new Refusal(account, this.clock.instant(), Entry.of(event).account(account)));
			}
		}
		List<String> counted = counted(refusals);
		assertThat(counted).hasSize(6).doesNotHaveDuplicates();
		assertThat(counted(refusals.reversed())).isEqualTo(counted);
	}

	private List<String> counted(List<Refusal> refusals) {
		List<String> counted = new ArrayList<>();
		RefusalCount one = mock(RefusalCount.class);
		given(one.times()).willReturn(1L);
		AuditEventRepository events = mock(AuditEventRepository.class);
		given(events.count(any(), anyString(), anyLong(), anyLong())).willAnswer((call) -> {
			counted.add(call.getArgument(0) + " " + call.getArgument(1));
			return List.of(one);
		});
		new Refusals(events, mock(AuditWriter.class), this.properties, this.clock).store(refusals);
		return counted;
	}

	@Test
	void purgeWhenRefusalsCannotBeSummedUpThenOldEventsAreDeletedAllTheSame() {
		Refusals refusals = mock(Refusals.class);
		willThrow(new QueryTimeoutException("locked")).given(refusals).sumUp(anyInt());
		Chain chain = mock(Chain.class);
		ChainSealer sealer = mock(ChainSealer.class);
		new AuditPurge(chain, sealer, refusals, this.properties, this.clock).purge();
		verify(sealer).sealAll();
		verify(chain).forget(this.clock.instant().minus(this.properties.keep()).toEpochMilli(), 500);
	}

}
