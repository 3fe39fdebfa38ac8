package io.hellwall.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection. Every read goes through here, also those that the
 * container makes by itself: for the size of a chunk, and for the rest of a body that
 * nobody wants.
 */
sealed interface TimedChannel {

	/** The request that is read from now on has this time. */
	void use(BodyTime time);

	/** Without TLS. */
	final class Plain extends NioChannel implements TimedChannel {

		private @Nullable BodyTime time;

		Plain(SocketBufferHandler buffer) {
			super(buffer);
		}

		@Override
		public void use(BodyTime time) {
			this.time = time;
		}

		@Override
		public int read(ByteBuffer target) throws IOException {
			int count = super.read(target);
			if (this.time != null) {
				this.time.limit(this.socketWrapper);
			}
			return count;
		}

	}

	/** With TLS. Its handshake has the time of a head. */
	final class Secure extends SecureNioChannel implements TimedChannel {

		private final NioEndpoint endpoint;

		private @Nullable BodyTime time;

		private @Nullable Deadline handshake;

		Secure(SocketBufferHandler buffer, NioEndpoint endpoint) {
			super(buffer, endpoint);
			this.endpoint = endpoint;
		}

		/** The container uses a channel for one connection after the other. */
		@Override
		public void reset(SocketChannel channel, NioSocketWrapper socket) throws IOException {
			super.reset(channel, socket);
			this.handshake = null;
		}

		/** Called for each part of the handshake that comes, until all of it has come. */
		@Override
		public int handshake(boolean read, boolean write) throws IOException {
			int timeout = this.endpoint.getConnectionTimeout();
			if (this.handshake == null) {
				this.handshake = Deadline.in(timeout);
			}
			long left = this.handshake.left();
			if (left == 0) {
				throw new SocketTimeoutException();
			}
			int next = super.handshake(read, write);
			this.socketWrapper.setReadTimeout((next == 0) ? timeout : left);
			return next;
		}

		@Override
		public void use(BodyTime time) {
			this.time = time;
		}

		@Override
		public int read(ByteBuffer target) throws IOException {
			int count = super.read(target);
			if (this.time != null) {
				this.time.limit(this.socketWrapper);
			}
			return count;
		}

	}

}
