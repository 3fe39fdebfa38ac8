package io.hellwall.moving;

import java.io.Serial;
import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Ends an import before or after one of its statements, transactions or hashes. Not found
 * by a scan.
 */
public final class KillSwitch implements BeanPostProcessor {

	private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

	static String setting() {
		return "--spring.main.sources=" + KillSwitch.class.getName() + ",io.hellwall.password.CheapHashes";
	}

	/** Lets so many steps of what comes next pass. */
	void arm(int steps) {
		this.left.set(steps);
	}

	/** How many steps are left before it strikes. */
	int left() {
		return this.left.get();
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof Advised advised && !advised.isFrozen()
				&& (name.equals("accountMoves") || name.equals("importRepository"))) {
			advised.addAdvice(0, (MethodInterceptor) (call) -> {
				if (call.getMethod().getName().equals("breaksRules")) { // from several
																		// threads
					return call.proceed();
				}
				strike();
				Object result = call.proceed();
				strike();
				return result;
			});
		}
		return bean;
	}

	private void strike() {
		if (this.left.getAndDecrement() == 0) {
			throw new Killed();
		}
	}

	static final class Killed extends Error {

		@Serial
		private static final long serialVersionUID = 1L;

	}

}
