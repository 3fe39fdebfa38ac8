package io.hellwall.admin;

import java.io.IOException;
import java.util.List;

import io.hellwall.audit.AuditTrail;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/** What becomes of an export that nobody reads to its end. */
class AuditExportTest {

	private final AuditTrail trail = mock(AuditTrail.class);

	private final HttpServletResponse response = mock(HttpServletResponse.class);

	/** No exception around it, or it would be logged as an error of ours. */
	@Test
	void exportWhenTheReaderGoesAwayThenTheExceptionSaysSo() throws Exception {
		willAnswer((call) -> {
			call.getArgument(1, AuditTrail.Reader.class).accept(List.of());
			return null;
		}).given(this.trail).export(any(), any());
		ServletOutputStream gone = mock(ServletOutputStream.class);
		willThrow(new ClientAbortException(new IOException("Broken pipe"))).given(gone).write(any(byte[].class));
		given(this.response.getOutputStream()).willReturn(gone);
		AuditController controller = new AuditController(this.trail, JsonMapper.builder().build());
		assertThatThrownBy(() -> controller.export(null, List.of(), null, null, null, this.response))
			.isExactlyInstanceOf(ClientAbortException.class);
	}

}
