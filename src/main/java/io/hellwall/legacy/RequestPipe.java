package io.hellwall.legacy;

import java.util.List;
import java.util.Optional;

import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.metrics.Edge;
import io.hellwall.token.BaseToken;
import io.hellwall.session.Sessions;
import io.hellwall.token.TokenForm;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.StepUpRequired;
import io.hellwall.session.Verdict.Unauthorized;

import org.springframework.stereotype.Component;

/** Verifies a token: {@code TOKEN|MAC|REQUEST|DATA…}, with any number of data fields. */
@Component
class RequestPipe implements Pipe {

	private final Sessions sessions;

	private final TokenForm form;

	RequestPipe(Sessions sessions, TokenForm form) {
		this.sessions = sessions;
		this.form = form;
	}

	@Override
	public boolean complete(String request) {
		return Pipe.fields(request).size() >= 3;
	}

	@Override
	public Call read(String request, IpAddress client) {
		List<String> fields = Pipe.fields(request);
		if (fields.size() < 3) {
			throw new IllegalArgumentException("too few fields");
		}
		BaseToken token = this.form.parse(fields.get(0));
		Device device = new Device(MacAddress.parse(fields.get(1)), client);
		return () -> Optional.of(switch (this.sessions.verify(token, device, Edge.LEGACY)) {
			case Authorized authorized -> "authorized";
			case Renewed renewed -> "renew|" + renewed.successor().token().hex();
			case StepUpRequired required -> refusal();
			case Unauthorized unauthorized -> refusal();
		});
	}

	@Override
	public boolean limited() {
		return false;
	}

	@Override
	public String refusal() {
		return "unauthorized";
	}

}
