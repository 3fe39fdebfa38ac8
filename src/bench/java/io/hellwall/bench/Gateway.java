package io.hellwall.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.hellwall.bench.Load.Client;
import org.HdrHistogram.Histogram;

/**
 * Measures how long a page takes through an nginx that asks for each request whether it
 * may pass, with the configuration of the example, at a constant rate.
 */
final class Gateway {

	private static final Path NGINX = Path.of("/usr/sbin/nginx");

	private static final Path EXAMPLE = Path.of("src/examples/nginx").toAbsolutePath();

	private static final int PER_SECOND = 500;

	private final Settings settings;

	private final Services services;

	private final Report report;

	Gateway(Settings settings, Services services, Report report) {
		this.settings = settings;
		this.services = services;
		this.report = report;
	}

	void measure() throws Exception {
		if (!Files.isExecutable(NGINX)) {
			this.report.note("nginx is not installed, so nothing went through it");
			return;
		}
		Service service = this.services.hellwall();
		byte[][] pages = Calls.pages(this.settings.verified());
		int port = freePort();
		Process nginx = start(port, service.port());
		try {
			TimeUnit.SECONDS.sleep(1);
			List<Client> clients = Calls.several(ConstantRate.CLIENTS, () -> Calls.verify(port, pages));
			new Warm(this.settings, this.report).untilSteady("gateway", service,
					List.of(new Crowd(service.port(), 200, Calls.questions(this.settings.verified()))));
			Histogram latencies = ConstantRate.none();
			for (int round = 0; round < this.settings.longRounds(); round++) {
				latencies.add(ConstantRate.run(clients, PER_SECOND, this.settings.time()));
			}
			for (double percent : new double[] { 50, 99 }) {
				this.report.figure("a page through nginx, %d a second, %.0f %%, µs".formatted(PER_SECOND, percent),
						ConstantRate.micros(latencies, percent));
			}
		}
		finally {
			nginx.destroy();
			nginx.waitFor();
		}
	}

	private static Process start(int port, int hellwall) throws IOException {
		Path file = Files.writeString(Settings.FOLDER.resolve("nginx.conf"),
				Files.readString(EXAMPLE.resolve("nginx.conf"))
					.replace("listen 8088", "listen 127.0.0.1:" + port)
					.replace("listen [::]:8088;", "")
					.replace("127.0.0.1:8080", "127.0.0.1:" + hellwall)
					.replace("/tmp/hellwall-example", Settings.FOLDER + "/nginx"));
		return new ProcessBuilder(NGINX.toString(), "-p", EXAMPLE.toString(), "-e", "stderr", "-c", file.toString(),
				"-g", "daemon off; master_process off;")
			.redirectErrorStream(true)
			.redirectOutput(Settings.FOLDER.resolve("nginx.log").toFile())
			.start();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
