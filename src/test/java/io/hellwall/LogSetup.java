package io.hellwall;

import java.util.concurrent.locks.ReentrantLock;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Lets one application at a time set up the log. There is one log in a JVM: of two that
 * do it at once, one may fail to start.
 */
public final class LogSetup implements ApplicationListener<SpringApplicationEvent>, Ordered {

	private static final ReentrantLock LOCK = new ReentrantLock();

	private LogSetup() {
	}

	/** An application that may start beside those of other tests. */
	public static SpringApplicationBuilder application(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).listeners(new LogSetup());
	}

	/** Ends an application, which takes the log down. */
	static void alone(Runnable end) {
		LOCK.lock();
		try {
			end.run();
		}
		finally {
			LOCK.unlock();
		}
	}

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationStartingEvent) {
			LOCK.lock();
		}
		else if (LOCK.isHeldByCurrentThread()
				&& (event instanceof ApplicationContextInitializedEvent || event instanceof ApplicationFailedEvent)) {
			LOCK.unlock();
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
