package io.hellwall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Stops a {@link TestService} between two of its steps: right after {@code bean.method}
 * has returned, and committed what it wrote. The files are copied at that moment, so the
 * copy holds what SIGKILL would leave at that moment, and the thread never goes on. Not
 * found by a component scan.
 */
public final class FailPoints implements BeanPostProcessor {

	private final AtomicReference<@Nullable Death> next = new AtomicReference<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	/** Setting of a service that is to die. */
	public static String setting() {
		return "spring.main.sources=" + FailPoints.class.getName();
	}

	/** Ends the threads that stopped, so that the service can be closed. */
	public void letGo() {
		this.closed.countDown();
	}

	/**
	 * Sends a request, and returns when the service died of it, with nobody answered.
	 * @param point where to die, as {@code bean.method}
	 * @param dataDir the files of the service
	 * @param copy the folder to copy them to
	 */
	public void dieAt(String point, Path dataDir, Path copy, Runnable request) {
		Death death = new Death(point, dataDir, copy);
		this.next.set(death);
		Thread client = Thread.startVirtualThread(() -> {
			try {
				request.run();
			}
			catch (RuntimeException ex) {
				// It waits for an answer until the service is closed.
			}
		});
		await().until(() -> death.died.getCount() == 0);
		assertThat(client.isAlive()).as("nobody is answered").isTrue();
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			// Before the transaction's advice, so it comes after the commit.
			advised.addAdvice(0, (MethodInterceptor) (call) -> {
				Object result = call.proceed();
				Death death = this.next.get();
				if (death != null && death.point.equals(name + "." + call.getMethod().getName())
						&& this.next.compareAndSet(death, null)) {
					death.die();
					this.closed.await();
					throw new IllegalStateException("the service died here");
				}
				return result;
			});
		}
		return bean;
	}

	private record Death(String point, Path dataDir, Path copy, CountDownLatch died) {

		Death(String point, Path dataDir, Path copy) {
			this(point, dataDir, copy, new CountDownLatch(1));
		}

		void die() throws IOException {
			Files.createDirectories(this.copy);
			for (Path file : files()) {
				Files.copy(file, this.copy.resolve(file.getFileName()));
			}
			this.died.countDown();
		}

		/** SQLite makes the file of shared memory anew. */
		private List<Path> files() throws IOException {
			try (Stream<Path> all = Files.list(this.dataDir)) {
				return all.filter((file) -> Files.isRegularFile(file) && !file.toString().endsWith("-shm")).toList();
			}
		}

	}

}
