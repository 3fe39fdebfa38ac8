package io.hellwall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.hellwall.account.CheapHashes;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;

/**
 * Lets a {@link TestNode} die without a farewell right after a step of its own: once
 * {@code bean.method} has returned, and committed what it wrote. Which one is written
 * into a file while the node runs, and good for one death. Not to be found by a scan.
 */
public final class FailPoints implements BeanPostProcessor {

	/** What the system reports of a process that SIGKILL ended. */
	static final int STATUS = 137;

	private static final String FILE = "fail-point-file";

	private final Path file;

	FailPoints(Environment environment) {
		this.file = Path.of(environment.getRequiredProperty(FILE));
	}

	/** Settings of a node that is to die where that file says. */
	public static String[] settings(Path file) {
		return new String[] { "spring.main.sources=" + FailPoints.class.getName() + "," + CheapHashes.class.getName()
				+ "," + TestNode.PORT_WRITER, FILE + "=" + file };
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			// Before the transaction's advice, so it comes after the commit.
			advised.addAdvice(0, (MethodInterceptor) (call) -> {
				Object result = call.proceed();
				pass(name + "." + call.getMethod().getName());
				return result;
			});
		}
		return bean;
	}

	private void pass(String point) throws IOException {
		if (Files.exists(this.file) && Files.readString(this.file).equals(point) && Files.deleteIfExists(this.file)) {
			Runtime.getRuntime().halt(STATUS);
		}
	}

}
