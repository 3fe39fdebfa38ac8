package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.hellwall.TestService.Answer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Calls a service over HTTP and TCP, and reads the mails that it sends. */
public abstract class TestClient implements AutoCloseable {

	private static final Pattern PASSCODE = Pattern.compile("(?m)^Passcode: ([A-Z2-9]{6}|[A-Z2-9]{16})\\s*$");

	static {
		// Else a test fails for a thread of another test, which runs at the same time.
		Awaitility.doNotCatchUncaughtExceptionsByDefault();
	}

	private static volatile @Nullable ApiContract contract;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	public abstract int port();

	/** {@code Authorization} and its value for the administrator. */
	public abstract String[] adminKey();

	/** Where the service sends its mails. */
	public abstract GreenMail mail();

	@Override
	public void close() {
		this.http.close();
	}

	public URI uri(String path) {
		return URI.create("http://127.0.0.1:" + port() + path);
	}

	/** Posts JSON, with more header fields as name, value, name, value. */
	public Answer post(String path, String json, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
			.timeout(Duration.ofSeconds(60))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(json));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request.build());
	}

	/** Posts a form that is written already, with more header fields. */
	public Answer postForm(String path, String form, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
			.timeout(Duration.ofSeconds(60))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request.build());
	}

	public Answer get(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request.build());
	}

	public Answer delete(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60)).DELETE();
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request.build());
	}

	/** Sends a request and compares the answer with the API document. */
	public Answer send(HttpRequest request) {
		Answer answer = exchange(request);
		contract().ifPresent((contract) -> contract.check(request.method(), request.uri().getRawPath(), answer.status(),
				answer::header, answer.body()));
		return answer;
	}

	/**
	 * The API document of the first service of this JVM that has one; empty if this
	 * service has none and none did before.
	 */
	public Optional<ApiContract> contract() {
		ApiContract known = contract;
		if (known == null) {
			Answer document = exchange(HttpRequest.newBuilder(uri("/v3/api-docs")).build());
			known = (document.status() == 200) ? new ApiContract(document.body()) : null;
			contract = known;
		}
		return Optional.ofNullable(known);
	}

	private Answer exchange(HttpRequest request) {
		try {
			return new Answer(this.http.send(request, BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Sends a request over the pipe protocol and returns all that comes back. */
	public byte[] pipeBytes(int port, byte[] request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(30_000);
			socket.getOutputStream().write(request);
			return socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Like {@link #pipeBytes}; the request ends in no newline unless it has one. */
	public String pipe(int port, String request) {
		return new String(pipeBytes(port, request.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
	}

	/**
	 * Creates an account with a new address and {@link TestService#PASSWORD}; returns the
	 * address.
	 */
	public String newAccount() {
		String email = "user-" + UUID.randomUUID() + "@example.org";
		Answer answer = post("/admin/accounts",
				"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, TestService.PASSWORD), adminKey());
		if (answer.status() != 201) {
			throw new IllegalStateException("no account: " + answer);
		}
		return email;
	}

	/** The fields that name an account and the device, without braces around them. */
	public static String credentials(String email, String mac) {
		return "\"mac\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"".formatted(mac, email, TestService.PASSWORD);
	}

	/** Asks for a passcode over HTTP and reads it from the mail. */
	public String passcode(String email, String mac) {
		Answer answer = post("/passcode", "{" + credentials(email, mac) + "}");
		if (answer.status() != 202) {
			throw new IllegalStateException("no passcode: " + answer);
		}
		return mailedPasscode(email);
	}

	/**
	 * The newest passcode that was mailed to that address. A warning may have come later.
	 */
	public String mailedPasscode(String email) {
		for (MimeMessage mail : mailsTo(email).reversed()) {
			Matcher passcode = PASSCODE.matcher(GreenMailUtil.getBody(mail));
			if (passcode.find()) {
				return passcode.group(1);
			}
		}
		throw new IllegalStateException("no passcode in the mails");
	}

	/** How many passcodes were mailed to that address. Notices do not count. */
	public int passcodesTo(String email) {
		return (int) mailsTo(email).stream()
			.filter((mail) -> PASSCODE.matcher(GreenMailUtil.getBody(mail)).find())
			.count();
	}

	public List<MimeMessage> mailsTo(String email) {
		List<MimeMessage> mails = new ArrayList<>();
		for (MimeMessage message : mail().getReceivedMessages()) {
			try {
				if (message.getRecipients(Message.RecipientType.TO)[0].toString().equals(email)) {
					mails.add(message);
				}
			}
			catch (MessagingException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return mails;
	}

	public Answer login(String email, String mac, String passcode) {
		return post("/login", "{" + credentials(email, mac) + ",\"passcode\":\"" + passcode + "\"}");
	}

	/** Logs a new account in on {@link TestService#MAC} and returns its token. */
	public String newToken() {
		String email = newAccount();
		return login(email, TestService.MAC, passcode(email, TestService.MAC)).text("token");
	}

	public Answer verify(String token, String mac) {
		return post("/verify", tokenAndMac(token, mac));
	}

	public Answer renew(String token, String mac) {
		return post("/renew", tokenAndMac(token, mac));
	}

	public Answer logout(String token, String mac) {
		return post("/logout", tokenAndMac(token, mac));
	}

	private static String tokenAndMac(String token, String mac) {
		return "{\"token\":\"%s\",\"mac\":\"%s\"}".formatted(token, mac);
	}

}
