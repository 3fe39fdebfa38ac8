package io.hellwall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the passcodes from mails that the service writes to files. */
final class Outbox implements AutoCloseable {

	private static final Pattern TO = Pattern.compile("(?m)^To: (\\S+)");

	private static final Pattern PASSCODE = Pattern.compile("(?m)^Passcode: ([A-Z2-9]+)");

	private final Path folder;

	private final WatchService watch;

	private final Map<String, BlockingQueue<String>> passcodes = new ConcurrentHashMap<>();

	Outbox(Path folder) throws IOException {
		this.folder = Files.createDirectories(folder);
		this.watch = folder.getFileSystem().newWatchService();
		folder.register(this.watch, StandardWatchEventKinds.ENTRY_CREATE);
		Thread.ofPlatform().daemon().name("outbox").start(this::read);
	}

	/** The next passcode that is mailed to that address. */
	String passcode(String email) throws InterruptedException {
		String passcode = mailed(email).poll(30, TimeUnit.SECONDS);
		if (passcode == null) {
			throw new IllegalStateException("no mail to " + email);
		}
		return passcode;
	}

	private BlockingQueue<String> mailed(String email) {
		return this.passcodes.computeIfAbsent(email, (it) -> new LinkedBlockingQueue<>());
	}

	private void read() {
		try {
			while (true) {
				WatchKey key = this.watch.take();
				for (WatchEvent<?> event : key.pollEvents()) {
					if (event.context() instanceof Path name && name.toString().endsWith(".eml")) {
						read(this.folder.resolve(name));
					}
				}
				key.reset();
			}
		}
		catch (InterruptedException | ClosedWatchServiceException ex) {
			// It is over.
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(Path mail) throws IOException {
		String text = Files.readString(mail);
		Matcher to = TO.matcher(text);
		Matcher passcode = PASSCODE.matcher(text);
		if (to.find() && passcode.find()) {
			mailed(to.group(1)).add(passcode.group(1));
		}
		Files.delete(mail);
	}

	@Override
	public void close() throws IOException {
		this.watch.close();
	}

}
