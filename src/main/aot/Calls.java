import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls the service over HTTP and TCP. An answer that is not expected is an error. */
final class Calls implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final URI service;

	private final HttpClient http;

	/**
	 * @param service the URL of the service
	 * @param from the address to call from
	 */
	Calls(URI service, InetAddress from) {
		this.service = service;
		this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).localAddress(from).build();
	}

	void get(int status, String path, String... headers) throws IOException, InterruptedException {
		send(status, "GET", path, "", headers);
	}

	Answer post(int status, String path, String fields) throws IOException, InterruptedException {
		return send(status, "POST", path, fields);
	}

	/**
	 * Sends a request.
	 * @param status the expected one
	 * @param path the path, or the whole URL of another port
	 * @param fields of the JSON in the body, in single quotes; without any, there is no
	 * body
	 * @param headers name, value, name, value
	 */
	Answer send(int status, String method, String path, String fields, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.service.resolve(path)).timeout(TIMEOUT);
		if (fields.isEmpty()) {
			request.method(method, BodyPublishers.noBody());
		}
		else {
			request.method(method, BodyPublishers.ofString("{" + fields.replace('\'', '"') + "}"))
				.header("Content-Type", "application/json");
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		HttpResponse<String> answer = this.http.send(request.build(), BodyHandlers.ofString());
		if (answer.statusCode() != status) {
			throw new IllegalStateException("%s %s {%s} was answered with %d instead of %d: %s".formatted(method, path,
					fields, answer.statusCode(), status, answer.body()));
		}
		return new Answer(answer.body());
	}

	/** Sends a request of the pipe protocol and returns the reply, which has to match. */
	static String pipe(int port, String request, String pattern) throws IOException {
		try (Socket socket = new Socket(Train.LOOPBACK, port)) {
			socket.setSoTimeout((int) TIMEOUT.toMillis());
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			if (!reply.matches(pattern)) {
				throw new IllegalStateException("%s was answered with '%s'".formatted(request.strip(), reply));
			}
			return reply;
		}
	}

	@Override
	public void close() {
		this.http.close();
	}

	/** What came back over HTTP. */
	record Answer(String json) {

		/** The first text of a field with that name. */
		String text(String field) {
			Matcher text = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(this.json);
			if (!text.find()) {
				throw new IllegalStateException("no " + field + " in " + this.json);
			}
			return text.group(1);
		}

	}

}
