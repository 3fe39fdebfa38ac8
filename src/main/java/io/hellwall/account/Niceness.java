package io.hellwall.account;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Lets a thread stand back for all others. Java has priorities for this, which its
 * virtual machine passes on to Linux only for root, and only if told to.
 */
final class Niceness {

	/** Has a tenth of the weight of a thread that is not nice. */
	private static final int NICE = 10;

	/** In Linux, where 0 is the calling thread and no other of its process. */
	private static final int PRIO_PROCESS = 0;

	private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");

	private Niceness() {
	}

	/** The same work, on a thread that is nice from now on. */
	static Runnable nice(Runnable work) {
		return () -> {
			if (LINUX) {
				apply();
			}
			work.run();
		};
	}

	/** Where it is forbidden, the work is done none the less. */
	@SuppressWarnings({ "UnusedVariable", "restricted" }) // the type is part of the call
	private static void apply() {
		Linker linker = Linker.nativeLinker();
		MethodHandle setpriority = linker.downcallHandle(linker.defaultLookup().findOrThrow("setpriority"),
				FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
						ValueLayout.JAVA_INT));
		try {
			int failed = (int) setpriority.invokeExact(PRIO_PROCESS, 0, NICE);
		}
		catch (Throwable ex) {
			throw new IllegalStateException("the system cannot be called", ex);
		}
	}

}
