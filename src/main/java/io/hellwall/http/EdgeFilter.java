package io.hellwall.http;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds what comes in, and says that nothing that goes out may be kept. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class EdgeFilter extends OncePerRequestFilter {

	static final int LARGEST_BODY = 16 * 1024;

	private final ProblemWriter problems;

	EdgeFilter(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("X-Content-Type-Options", "nosniff");
		if (request.getContentLengthLong() > LARGEST_BODY) {
			this.problems.write(Refusal.CONTENT_TOO_LARGE, response);
			return;
		}
		chain.doFilter((request.getContentLengthLong() < 0) ? new BoundedRequest(request) : request, response);
	}

	/** Before an error page the container clears what was set above. */
	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	/** A request whose length nobody told. */
	private static final class BoundedRequest extends HttpServletRequestWrapper {

		BoundedRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public ServletInputStream getInputStream() throws IOException {
			return new BoundedStream(super.getInputStream());
		}

	}

	private static final class BoundedStream extends ServletInputStream {

		private final ServletInputStream body;

		private int read;

		BoundedStream(ServletInputStream body) {
			this.body = body;
		}

		@Override
		public int read() throws IOException {
			int value = this.body.read();
			count((value < 0) ? 0 : 1);
			return value;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int count = this.body.read(buffer, offset, length);
			count(Math.max(count, 0));
			return count;
		}

		private void count(int bytes) throws IOException {
			this.read += bytes;
			if (this.read > LARGEST_BODY) {
				throw new BodyTooLargeException();
			}
		}

		@Override
		public boolean isFinished() {
			return this.body.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.body.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.body.setReadListener(listener);
		}

	}

}
