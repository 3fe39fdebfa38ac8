package io.hellwall.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Sends what no client library would send, and reads to the end of the connection. */
public final class RawHttp {

	private RawHttp() {
	}

	/**
	 * A well-formed head, and that body. Without a Host among the fields it is localhost.
	 */
	public static byte[] request(String method, String path, byte[] body, String... headers) {
		String host = List.of(headers).contains("Host") ? "" : "Host: localhost\r\n";
		StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n" + host);
		for (int i = 0; i < headers.length; i += 2) {
			head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
		}
		head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
		return concat(head.toString().getBytes(StandardCharsets.UTF_8), body);
	}

	static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	/** What comes back before the connection ends, of which we never send the end. */
	public static RawAnswer send(int port, byte[] request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(10_000);
			try {
				socket.getOutputStream().write(request);
			}
			catch (IOException ex) {
				// Answered before all of it was read.
			}
			return RawAnswer.of(read(socket));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Socket socket) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		byte[] buffer = new byte[8192];
		try {
			for (int count; (count = socket.getInputStream().read(buffer)) >= 0;) {
				all.write(buffer, 0, count);
			}
		}
		catch (IOException ex) {
			if (all.size() == 0) {
				throw ex;
			}
		}
		return all.toString(StandardCharsets.UTF_8);
	}

	/** An answer, as it came. */
	public record RawAnswer(int status, String head, String body) {

		public static RawAnswer of(String text) {
			int end = text.indexOf("\r\n\r\n");
			if (end < 0) {
				throw new IllegalStateException("no answer: " + text);
			}
			String head = text.substring(0, end);
			String body = text.substring(end + 4);
			return new RawAnswer(Integer.parseInt(text.substring(9, 12)), head,
					head.contains("Transfer-Encoding: chunked") ? withoutChunks(body) : body);
		}

		private static String withoutChunks(String body) {
			return body.lines().filter((line) -> !line.matches("[0-9a-f]{0,8}")).collect(Collectors.joining());
		}

		/** The header's value; empty if there is none. */
		public String header(String name) {
			return headers(name).stream().findFirst().orElse("");
		}

		/** The values of all its lines. */
		public List<String> headers(String name) {
			return this.head.lines()
				.filter((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
				.map((line) -> line.substring(name.length() + 1).strip())
				.toList();
		}

	}

}
