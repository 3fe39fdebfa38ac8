package io.hellwall.http;

import java.io.IOException;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
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
				protocol.setDisableUploadTimeout(false);
			}
		});
	}

	/** Public for the container, which makes it by its name. */
	public static final class Protocol extends Http11NioProtocol {

		public Protocol() {
			super(new Endpoint());
		}

		@Override
		protected org.apache.coyote.Processor createProcessor() {
			return new Processor(this);
		}

	}

	private static final class Endpoint extends NioEndpoint {

		@Override
		protected NioChannel createChannel(SocketBufferHandler buffer) {
			return isSSLEnabled() ? new TimedChannel.Secure(buffer, this) : new TimedChannel.Plain(buffer);
		}

	}

	private static final class Processor extends Http11Processor {

		private final Protocol timeouts;

		private final BodyTime body;

		Processor(Protocol protocol) {
			super(protocol, protocol.getAdapter());
			this.timeouts = protocol;
			this.body = new BodyTime(this.request, protocol.getConnectionUploadTimeout());
		}

		@Override
		public SocketState service(SocketWrapperBase<?> socket) throws IOException {
			if (socket.getSocket() instanceof TimedChannel channel) {
				channel.use(this.body);
			}
			SocketState state = super.service(socket);
			long start = this.request.getStartTimeNanos();
			if ((state != SocketState.LONG && state != SocketState.OPEN) || isAsync() || start < 0) {
				return state;
			}
			// Part of a head has come, perhaps only blank lines. The container would
			// restart its timeout, and after blank lines also forget when they began.
			long left = Deadline.after(start, this.timeouts.getConnectionTimeout()).left();
			if (left == 0) {
				return SocketState.CLOSED;
			}
			socket.setReadTimeout(left);
			return SocketState.LONG;
		}

	}

}
