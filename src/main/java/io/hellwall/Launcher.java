package io.hellwall;

/**
 * Says in one line that the Java is too old. This class alone is compiled for Java 17,
 * which is what Spring Boot's own loader needs, so it may not use anything newer.
 */
public final class Launcher {

	private static final int JAVA = 25;

	private Launcher() {
	}

	/**
	 * Starts Hellwall, which it does not name, for the compiler of Java 17 cannot read
	 * it.
	 */
	public static void main(String[] args) throws ReflectiveOperationException {
		if (Runtime.version().feature() < JAVA) {
			System.err.println("Hellwall needs Java " + JAVA + " or newer; this is Java " + Runtime.version().feature()
					+ " in " + System.getProperty("java.home"));
			System.exit(1);
		}
		Class.forName("io.hellwall.Hellwall").getMethod("main", String[].class).invoke(null, (Object) args);
	}

}
