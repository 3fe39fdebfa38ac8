package io.hellwall.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.hellwall.bench.Load.Client;

/**
 * Many connections of one thread, each of which asks again when it was answered. A thread
 * for each would take more of the processors that the services need.
 */
final class Crowd implements Client {

	private static final int CONNECTIONS = 32;

	/** Servers close a connection on which nothing comes for a while. */
	private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final InetSocketAddress address;

	private final int status;

	private final byte[][] requests;

	private final Selector selector = Selector.open();

	private final List<Member> members = new ArrayList<>();

	private long used;

	private int answers;

	/**
	 * Connects to that port of this machine.
	 * @param status of each answer
	 * @param requests any of them is sent
	 */
	Crowd(int port, int status, byte[][] requests) throws IOException {
		this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		this.status = status;
		this.requests = requests;
		for (int i = 0; i < CONNECTIONS; i++) {
			this.members.add(new Member());
		}
	}

	/** Takes the answers that have come. */
	@Override
	public int next() throws IOException {
		if (System.nanoTime() - this.used > IDLE_NANOS || this.used == 0) {
			for (Member member : this.members) {
				member.connect();
				member.ask();
			}
		}
		this.answers = 0;
		this.selector.select(this::read, 100);
		this.used = System.nanoTime();
		return this.answers;
	}

	private void read(SelectionKey key) {
		try {
			if (key.attachment() instanceof Member member && member.answered()) {
				this.answers++;
				member.ask();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		for (Member member : this.members) {
			member.channel.close();
		}
		this.selector.close();
	}

	/** One of the connections. */
	private final class Member {

		private final Answer answer = new Answer();

		private final ByteBuffer in = ByteBuffer.wrap(this.answer.buffer());

		private final ByteBuffer out = ByteBuffer.allocateDirect(1024);

		private SocketChannel channel = SocketChannel.open();

		Member() throws IOException {
		}

		void connect() throws IOException {
			this.channel.close();
			this.channel = SocketChannel.open(Crowd.this.address);
			this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			this.channel.configureBlocking(false);
			this.channel.register(Crowd.this.selector, SelectionKey.OP_READ, this);
		}

		void ask() throws IOException {
			this.answer.clear();
			this.out.clear();
			this.out.put(Crowd.this.requests[ThreadLocalRandom.current().nextInt(Crowd.this.requests.length)]);
			this.out.flip();
			while (this.out.hasRemaining()) {
				this.channel.write(this.out);
			}
		}

		/** Reads what there is; returns whether the answer is complete. */
		boolean answered() throws IOException {
			this.in.limit(this.in.capacity()).position(this.answer.filled());
			int count = this.channel.read(this.in);
			if (count < 0) {
				throw new EOFException("the connection was closed");
			}
			if (!this.answer.add(count)) {
				return false;
			}
			this.answer.expect(Crowd.this.status);
			if (this.answer.closes()) { // after some hundred requests
				connect();
			}
			return true;
		}

	}

}
