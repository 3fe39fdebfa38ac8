package io.hellwall.gateway;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.hellwall.FixedPort;

/**
 * A proxy that was started with the very configuration of the documentation. Only
 * addresses, ports and files are others.
 */
final class RealProxy implements AutoCloseable {

	private static final Path PAGE = Path.of("src/docs/gateway.md");

	private final Process process;

	private final int port;

	private RealProxy(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/** Those that Debian has. */
	enum Kind {

		NGINX("nginx"),

		CADDY("caddy"),

		HAPROXY("haproxy");

		private final String command;

		Kind(String command) {
			this.command = command;
		}

		/** Where its program is; debian puts some where only root looks. */
		private Path program() {
			return Stream.of(System.getenv("PATH").split(File.pathSeparator), new String[] { "/usr/sbin" })
				.flatMap(Stream::of)
				.map((folder) -> Path.of(folder, this.command))
				.filter(Files::isExecutable)
				.findFirst()
				.orElse(Path.of(this.command));
		}

		boolean isInstalled() {
			return Files.isExecutable(program());
		}

		/**
		 * Starts it.
		 * @param folder for its files, which holds {@code tls.crt}, {@code tls.key} and
		 * both in {@code tls.pem}
		 */
		RealProxy start(Path folder, int hellwall, int application) throws IOException, InterruptedException {
			int port = FixedPort.free();
			Map<String, String> others = Map.of("127.0.0.1:8080", "127.0.0.1:" + hellwall, "127.0.0.1:3000",
					"127.0.0.1:" + application, "listen 443 ssl", "listen 127.0.0.1:" + port + " ssl",
					"/etc/ssl/example.com.crt", folder.resolve("tls.crt").toString(), "/etc/ssl/example.com.key",
					folder.resolve("tls.key").toString(), "bind :443", "bind 127.0.0.1:" + port,
					"/etc/ssl/example.com.pem", folder.resolve("tls.pem").toString(), "/etc/haproxy/", folder + "/");
			List<String> command = switch (this) {
				case NGINX -> {
					Path file = Files.writeString(folder.resolve("nginx.conf"), """
							daemon off;
							master_process off;
							pid %1$s/nginx.pid;
							error_log %1$s/nginx.log;
							events {
							}
							http {
								access_log off;
								client_body_temp_path %1$s/nginx-body;
								proxy_temp_path %1$s/nginx-proxy;
								fastcgi_temp_path %1$s/nginx-fastcgi;
								uwsgi_temp_path %1$s/nginx-uwsgi;
								scgi_temp_path %1$s/nginx-scgi;
							%2$s}
							""".formatted(folder, block("nginx", others)));
					yield List.of("-p", folder.toString(), "-c", file.toString(), "-e", folder + "/nginx.log");
				}
				case CADDY -> {
					String sites = block("caddyfile", others).replaceAll("(?m)^((?:app|auth)\\.example\\.com) \\{$",
							"$1:" + port + " {\n\ttls " + folder + "/tls.crt " + folder + "/tls.key\n\tbind 127.0.0.1");
					Path file = Files.writeString(folder.resolve("Caddyfile"),
							"{\n\tadmin off\n\tauto_https off\n}\n\n" + sites);
					yield List.of("run", "--adapter", "caddyfile", "--config", file.toString());
				}
				case HAPROXY -> {
					Files.writeString(folder.resolve("hellwall.lua"), block("lua", others));
					Files.writeString(folder.resolve("hosts.map"), block("text", others));
					Path file = Files.writeString(folder.resolve("haproxy.cfg"), block("haproxy", others));
					yield List.of("-db", "-f", file.toString());
				}
			};
			return start(folder, Stream.concat(Stream.of(program().toString()), command.stream()).toList(), port);
		}

		private RealProxy start(Path folder, List<String> command, int port) throws IOException, InterruptedException {
			File log = folder.resolve(this.command + ".out").toFile();
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
			builder.environment().put("HOME", folder.toString());
			Process process = builder.start();
			for (int i = 0; i < 200; i++) {
				if (!process.isAlive()) {
					throw new IllegalStateException(command + " ended: " + Files.readString(log.toPath()));
				}
				try {
					new Socket(InetAddress.getLoopbackAddress(), port).close();
					return new RealProxy(process, port);
				}
				catch (IOException ex) {
					TimeUnit.MILLISECONDS.sleep(50);
				}
			}
			process.destroyForcibly();
			throw new IllegalStateException(command + " does not listen: " + Files.readString(log.toPath()));
		}

	}

	/** The last block of that language, with the replacements made. */
	private static String block(String language, Map<String, String> others) throws IOException {
		Matcher blocks = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(Files.readString(PAGE));
		String block = "";
		while (blocks.find()) {
			block = blocks.group(1);
		}
		if (block.isEmpty()) {
			throw new IllegalStateException("no block of " + language);
		}
		for (Map.Entry<String, String> other : others.entrySet()) {
			block = block.replace(other.getKey(), other.getValue());
		}
		return block;
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
