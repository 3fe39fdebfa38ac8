package io.hellwall.http;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

import org.springframework.http.HttpHeaders;

/**
 * Gives the answer to {@code OPTIONS *} (RFC 9110 §9.3.7) the fields that each other has:
 * the container answers it before any filter is reached.
 */
final class AsteriskAdapter extends CoyoteAdapter {

	AsteriskAdapter(Connector connector) {
		super(connector);
	}

	@Override
	public void service(Request request, Response response) throws Exception {
		if (request.requestURI().equals("*")) {
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
			response.setHeader("X-Content-Type-Options", "nosniff");
		}
		super.service(request, response);
	}

}
