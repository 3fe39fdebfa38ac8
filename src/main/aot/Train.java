import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains the AOT cache: starts the unpacked service, uses it as its clients do, and ends
 * it. The JVM of the service then writes which classes it used and which methods ran
 * often, so that the next one need not find that out again (JEP 483, JEP 515).
 * <p>
 * A program without dependencies, so that a JDK runs it from its source:
 * {@code java src/main/aot/Train.java target/hellwall/hellwall.jar target/hellwall/hellwall.aot}
 */
final class Train {

	/** Fewer are enough to see that the training works. */
	private static final int CLIENTS = Integer.getInteger("train.clients", 8);

	/** Calls come from here, and from a trusted backend where there is a second one. */
	static final String LOOPBACK = "127.0.0.1";

	private static final String SECOND_LOOPBACK = "127.0.0.2";

	private Train() {
	}

	/**
	 * Writes the cache or fails.
	 * @param args the jar beside its libraries, and the file of the cache, which is
	 * replaced; then the Java that it is for, if it is not the one that runs this
	 */
	public static void main(String[] args) throws Exception {
		Path cache = Path.of(args[1]).toAbsolutePath();
		Path java = (args.length > 2) ? Path.of(args[2]) : Path.of(System.getProperty("java.home"), "bin", "java");
		long begin = System.nanoTime();
		Files.deleteIfExists(cache);
		try (Service service = Service.start(java, Path.of(args[0]).toAbsolutePath(), cache, SECOND_LOOPBACK)) {
			try {
				use(service);
				service.end();
			}
			catch (Exception ex) {
				System.err.println(service.endOfLog());
				throw ex;
			}
		}
		if (!Files.exists(cache)) {
			throw new IllegalStateException("the service has written no cache");
		}
		System.out.printf("Trained in %d s: %s, %d MB%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
				cache, Files.size(cache) / 1_000_000);
	}

	private static void use(Service service) throws Exception {
		Service.Listens listens = service.awaitReady();
		InetAddress loopback = InetAddress.getByName(LOOPBACK);
		InetAddress second = InetAddress.getByName(SECOND_LOOPBACK);
		boolean backend = exists(second);
		try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
			List<Callable<Void>> clients = new ArrayList<>();
			for (int i = 1; i < CLIENTS; i++) {
				clients.add(new Client(service, listens, i, loopback, false));
			}
			if (backend) {
				clients.add(new Client(service, listens, CLIENTS, second, true));
			}
			for (Future<Void> client : threads.invokeAll(clients)) {
				client.get();
			}
		}
	}

	private static boolean exists(InetAddress address) {
		try (ServerSocket socket = new ServerSocket(0, 1, address)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
