package io.hellwall.password;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;

/**
 * Hashes passwords with less memory than can be configured: the same code, in a hundredth
 * of the time, for tests that are about something else. Not to be found by a scan.
 */
public final class CheapHashes implements BeanPostProcessor {

	/** Setting of a test that is about the hashes. */
	public static final String OFF = "full-hashes=true";

	private static final int KIBIBYTES = 64;

	private static final int ITERATIONS = 1;

	private final boolean off;

	CheapHashes(Environment environment) {
		this.off = environment.getProperty("full-hashes", Boolean.class, false);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof PasswordProperties properties && !this.off)
				? new PasswordProperties(properties.minLength(), KIBIBYTES, ITERATIONS) : bean;
	}

}
