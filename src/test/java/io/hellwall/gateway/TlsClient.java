package io.hellwall.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.hellwall.http.RawHttp;
import io.hellwall.http.RawHttp.RawAnswer;

/**
 * A client of a proxy, at an address of its own on this machine. It sends what no library
 * would send, and trusts every certificate.
 */
final class TlsClient {

	/** No trusted proxy: those call from 127.0.0.1. */
	static final String ADDRESS = "127.0.0.2";

	private static final SSLContext TRUSTING = trusting();

	private TlsClient() {
	}

	/** Sends a request of a connection of its own, and reads to its end. */
	static RawAnswer send(int port, String method, String host, String path, String body, String... headers) {
		String[] all = new String[headers.length + 2];
		all[0] = "Host";
		all[1] = host;
		System.arraycopy(headers, 0, all, 2, headers.length);
		byte[] request = RawHttp.request(method, path, body.getBytes(StandardCharsets.UTF_8), all);
		try (SSLSocket socket = connect(port, host)) {
			socket.getOutputStream().write(request);
			return RawAnswer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Opens a WebSocket and lets it echo some bytes.
	 * @return the head of the answer, and what came back
	 */
	static List<String> upgrade(int port, String host, String... headers) {
		StringBuilder request = new StringBuilder("GET /socket HTTP/1.1\r\nHost: " + host
				+ "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-Fetch-Mode: websocket\r\n");
		for (int i = 0; i < headers.length; i += 2) {
			request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
		}
		try (SSLSocket socket = connect(port, host)) {
			socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
			ByteArrayOutputStream head = new ByteArrayOutputStream();
			while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
				int it = socket.getInputStream().read();
				if (it < 0) {
					break;
				}
				head.write(it);
			}
			String text = head.toString(StandardCharsets.UTF_8);
			if (!text.startsWith("HTTP/1.1 101")) {
				return List.of(text, "");
			}
			socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
			return List.of(text, new String(socket.getInputStream().readNBytes(5), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SSLSocket connect(int port, String host) throws IOException {
		Socket plain = new Socket(InetAddress.ofLiteral("127.0.0.1"), port, InetAddress.ofLiteral(ADDRESS), 0);
		plain.setSoTimeout(20_000);
		SSLSocket socket = (SSLSocket) TRUSTING.getSocketFactory().createSocket(plain, host, port, true);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setServerNames(List.of(new SNIHostName(host)));
		socket.setSSLParameters(parameters);
		return socket;
	}

	private static SSLContext trusting() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new X509TrustManager() {

				@Override
				public void checkClientTrusted(X509Certificate[] chain, String type) {
				}

				@Override
				public void checkServerTrusted(X509Certificate[] chain, String type) {
				}

				@Override
				public X509Certificate[] getAcceptedIssuers() {
					return new X509Certificate[0];
				}

			} }, new SecureRandom());
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
