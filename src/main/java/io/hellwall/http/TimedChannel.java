package io.hellwall.http;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
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

	/** With TLS. */
	final class Secure extends SecureNioChannel implements TimedChannel {

		private @Nullable BodyTime time;

		Secure(SocketBufferHandler buffer, NioEndpoint endpoint) {
			super(buffer, endpoint);
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
