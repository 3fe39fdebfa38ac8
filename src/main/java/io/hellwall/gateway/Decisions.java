package io.hellwall.gateway;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.hellwall.device.Device;
import io.hellwall.http.StoreTrouble;
import io.hellwall.metrics.Edge;
import io.hellwall.session.Sessions;
import io.hellwall.token.BaseToken;

import org.springframework.stereotype.Component;

/**
 * Decides about tokens, within the time that a proxy waits for it. A locked store is
 * waited for longer than that, so the decision is made in a thread of its own. If it is
 * late, it goes on there, and nobody is told of it: a successor that it makes is the one
 * that the next request gets.
 */
@Component
class Decisions {

	/** With all that comes before and after it, an answer takes less than a second. */
	private static final long LONGEST_MILLIS = 800;

	/** Beyond that, nobody waits: the store does not keep up. */
	private static final int MOST = 2000;

	private final Sessions sessions;

	private final StoreTrouble trouble;

	private final AtomicInteger running = new AtomicInteger();

	Decisions(Sessions sessions, StoreTrouble trouble) {
		this.sessions = sessions;
		this.trouble = trouble;
	}

	/**
	 * Decides about a token.
	 * @return empty if the store does not answer, or not in time
	 */
	Optional<Decision> decide(BaseToken token, Device device, boolean mayRenew) {
		if (this.running.incrementAndGet() > MOST) {
			this.running.decrementAndGet();
			return Optional.empty();
		}
		FutureTask<Optional<Decision>> decision = new FutureTask<>(() -> {
			try {
				return ask(token, device, mayRenew);
			}
			finally {
				this.running.decrementAndGet();
			}
		});
		Thread.ofVirtual().name("gateway").start(decision);
		try {
			return decision.get(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return Optional.empty();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	/** Logs trouble here: nobody waits any more for a decision that fails late. */
	private Optional<Decision> ask(BaseToken token, Device device, boolean mayRenew) {
		try {
			return Optional.of(mayRenew ? Decision.of(this.sessions.verify(token, device, Edge.GATEWAY))
					: Decision.of(this.sessions.inspect(token, device, Edge.GATEWAY)));
		}
		catch (RuntimeException ex) {
			if (this.trouble.notice(ex)) {
				return Optional.empty();
			}
			throw ex;
		}
	}

}
