package io.hellwall.legacy;

import java.util.List;

import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.device.NetworkBinding;
import io.hellwall.session.Sessions;
import io.hellwall.session.TokenForm;
import io.hellwall.session.Verdict.Authorized;
import io.hellwall.session.Verdict.Renewed;
import io.hellwall.session.Verdict.Unauthorized;

import org.springframework.stereotype.Component;

/** {@code TOKEN|MAC|REQUEST|DATA…}, with any number of data fields. */
@Component
class RequestPipe implements Pipe {

	private final Sessions sessions;

	private final TokenForm form;

	private final NetworkBinding binding;

	RequestPipe(Sessions sessions, TokenForm form, NetworkBinding binding) {
		this.sessions = sessions;
		this.form = form;
		this.binding = binding;
	}

	@Override
	public boolean complete(String request) {
		return Pipe.fields(request).size() >= 3;
	}

	@Override
	public String answer(String request, IpAddress client) {
		List<String> fields = Pipe.fields(request);
		if (fields.size() < 3) {
			return refusal();
		}
		return switch (this.sessions.verify(this.form.parse(fields.get(0)),
				this.binding.device(MacAddress.parse(fields.get(1)), client))) {
			case Authorized authorized -> "authorized";
			case Renewed renewed -> "renew|" + renewed.successor().token().hex();
			case Unauthorized unauthorized -> refusal();
		};
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
