package io.hellwall;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * All tests of the class, first on one store, then on the other. JUnit would run such
 * classes one after the other, whatever is the default for classes: so this says that
 * they may run beside others. The lock, which is the class's own, keeps its methods in
 * one thread.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@ArgumentsSource(TestStore.Tested.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = EachStore.Own.class)
public @interface EachStore {

	/** A lock that no other class has. */
	final class Own implements ResourceLocksProvider {

		@Override
		public Set<Lock> provideForClass(Class<?> testClass) {
			return Set.of(new Lock(testClass.getName(), ResourceAccessMode.READ_WRITE));
		}

	}

}
