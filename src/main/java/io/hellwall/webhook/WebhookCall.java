package io.hellwall.webhook;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import io.hellwall.webhook.Targets.Target;

/**
 * Calls one target, once or several times one after the other, over one connection where
 * the target keeps it. It connects to the address that was checked: a look-up by the
 * client itself could give another one. So the URL that the client gets holds the
 * address, and the name of the host goes into the Host field and the handshake of TLS,
 * and the certificate must be of that name. No redirect is followed, no proxy is used,
 * and an answer is only read up to a limit.
 */
final class WebhookCall implements AutoCloseable {

	// The client has to be told before it is loaded that we set the Host field.
	static {
		System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
	}

	private static final long LARGEST_ANSWER = 64 * 1024;

	private final Target target;

	private final Duration timeout;

	private final HttpClient client;

	WebhookCall(Target target, Duration timeout, SSLContext ssl) {
		this.target = target;
		this.timeout = timeout;
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.proxy(HttpClient.Builder.NO_PROXY)
			.connectTimeout(timeout)
			.sslContext(ssl);
		String host = target.url().getHost();
		boolean isName = !host.startsWith("[") && !host.matches("[0-9.]+");
		if (isName) {
			SSLParameters parameters = new SSLParameters();
			parameters.setServerNames(List.of(new SNIHostName(host)));
			builder.sslContext(new NamedContext(ssl, host)).sslParameters(parameters);
		}
		this.client = builder.build();
	}

	/**
	 * Posts JSON, and waits for the end of the answer.
	 * @return the status of the answer
	 * @throws IOException if there is none in time, or it is too large
	 */
	int post(byte[] body, Map<String, String> headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(pinned())
			.timeout(this.timeout)
			.header("Host", host())
			.header("Content-Type", "application/json")
			.header("User-Agent", "hellwall")
			.POST(BodyPublishers.ofByteArray(body));
		headers.forEach(request::header);
		CompletableFuture<HttpResponse<Void>> answer = this.client.sendAsync(request.build(),
				BodyHandlers.limiting(BodyHandlers.discarding(), LARGEST_ANSWER));
		try {
			return answer.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
		}
		catch (TimeoutException ex) {
			throw new IOException("no answer in time");
		}
		catch (ExecutionException ex) {
			throw new IOException(reason(ex), ex);
		}
		finally {
			answer.cancel(true);
		}
	}

	private static String reason(ExecutionException failure) {
		Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
		return cause.getClass().getSimpleName();
	}

	/** The URL with the address in the place of the host. */
	private URI pinned() {
		URI url = this.target.url();
		String address = this.target.address().toString();
		String host = (this.target.address().inet() instanceof Inet6Address) ? "[" + address + "]" : address;
		String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
		return URI.create(url.getScheme() + "://" + host + ((url.getPort() >= 0) ? ":" + url.getPort() : "") + path
				+ ((url.getRawQuery() != null) ? "?" + url.getRawQuery() : ""));
	}

	private String host() {
		URI url = this.target.url();
		return url.getHost() + ((url.getPort() >= 0) ? ":" + url.getPort() : "");
	}

	/** Gives up calls that have not ended. */
	@Override
	public void close() {
		this.client.shutdownNow();
	}

}
