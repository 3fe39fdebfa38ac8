package io.hellwall.password;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Lowers the operating system priority of a thread. Java's own thread priorities have no
 * effect on Linux without root and a special option.
 */
public final class Niceness {

	/** Gives a thread about a tenth of the weight of a normal one. */
	private static final int NICE = 10;

	/** On Linux, id 0 then means the calling thread only, not the whole process. */
	private static final int PRIO_PROCESS = 0;

	private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");

	private Niceness() {
	}

	/** The same work with a low priority. The thread keeps that priority. */
	public static Runnable nice(Runnable work) {
		return () -> {
			if (LINUX) {
				apply();
			}
			work.run();
		};
	}

	/** If the system refuses, the work runs with the normal priority. */
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
