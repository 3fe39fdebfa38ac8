package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a program that has to know it before it listens. Until then the kernel gives
 * it to nobody else: it gives only higher ones to programs that ask for any port.
 */
public final class FixedPort {

	private static final int FROM = 20_000;

	private static final int TO = 32_000;

	private FixedPort() {
	}

	public static int free() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(FROM, TO);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (BindException ex) {
				// Another program has it.
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
