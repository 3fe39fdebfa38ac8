package io.hellwall.http;

import java.io.IOException;
import java.net.SocketTimeoutException;

import org.apache.coyote.InputBuffer;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Closes the connection of a client that sends too slowly. The container limits each
 * pause only, so a client that sends a byte now and then could stay for hours. Here each
 * pause may last no longer than what is left of the whole time.
 */
@Component
class TimedConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	private final HttpProperties properties;

	TimedConnections(HttpProperties properties) {
		this.properties = properties;
	}

	@Override
	public void customize(TomcatServletWebServerFactory tomcat) {
		tomcat.setProtocol(Protocol.class.getName());
		tomcat.addConnectorCustomizers((connector) -> {
			if (connector.getProtocolHandler() instanceof Protocol protocol) {
				protocol.setConnectionTimeout(Math.toIntExact(this.properties.headerTimeout().toMillis()));
				protocol.setConnectionUploadTimeout(Math.toIntExact(this.properties.bodyTimeout().toMillis()));
			}
		});
	}

	/** Public for the container, which makes it by its name. */
	public static final class Protocol extends Http11NioProtocol {

		@Override
		protected org.apache.coyote.Processor createProcessor() {
			return new Processor(this);
		}

	}

	private static final class Processor extends Http11Processor {

		private final Protocol timeouts;

		Processor(Protocol protocol) {
			super(protocol, protocol.getAdapter());
			this.timeouts = protocol;
			this.request.setInputBuffer(new Body(this.request.getInputBuffer()));
		}

		@Override
		public SocketState service(SocketWrapperBase<?> socket) throws IOException {
			SocketState state = super.service(socket);
			long start = this.request.getStartTimeNanos();
			if (state != SocketState.LONG || isAsync() || start < 0) {
				return state;
			}
			// Part of a head has come; the container would restart its timeout.
			long left = Deadline.after(start, this.timeouts.getConnectionTimeout()).left();
			if (left == 0) {
				return SocketState.CLOSED;
			}
			socket.setReadTimeout(left);
			return state;
		}

		/** The body of one request after the other. */
		private final class Body implements InputBuffer {

			private final InputBuffer bytes;

			private long request = -1;

			private Deadline deadline = new Deadline(0);

			Body(InputBuffer bytes) {
				this.bytes = bytes;
			}

			@Override
			public int doRead(ApplicationBufferHandler handler) throws IOException {
				Processor connection = Processor.this;
				long start = connection.request.getStartTimeNanos();
				if (start != this.request) {
					this.request = start;
					this.deadline = Deadline.in(connection.timeouts.getConnectionUploadTimeout());
				}
				long left = this.deadline.left();
				if (left == 0) {
					throw new SocketTimeoutException();
				}
				connection.getSocketWrapper().setReadTimeout(left);
				return this.bytes.doRead(handler);
			}

			@Override
			public int available() {
				return this.bytes.available();
			}

		}

	}

}
