package io.hellwall.legacy;

import java.util.List;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.Password;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.device.NetworkBinding;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooSoon;

import org.springframework.stereotype.Component;

/** {@code require_passcode|MAC|PASSWORD|PHONE|EMAIL}. */
@Component
class PasscodePipe implements Pipe {

	private final Passcodes passcodes;

	private final NetworkBinding binding;

	PasscodePipe(Passcodes passcodes, NetworkBinding binding) {
		this.passcodes = passcodes;
		this.binding = binding;
	}

	@Override
	public boolean complete(String request) {
		List<String> fields = Pipe.fields(request);
		return fields.size() >= 5 && !fields.getLast().isEmpty();
	}

	@Override
	public String answer(String request, IpAddress client) {
		List<String> fields = Pipe.fieldsAround(request, 2, 2);
		if (!fields.getFirst().equals("require_passcode")) {
			return refusal();
		}
		return switch (this.passcodes.request(EmailAddress.parse(fields.get(4)), Password.parse(fields.get(2)),
				Pipe.phone(fields.get(3)), this.binding.device(MacAddress.parse(fields.get(1)), client))) {
			case Sent sent -> "Passcode is sent";
			case Busy busy -> refusal();
			case Denied denied -> refusal();
			case TooSoon soon -> refusal();
			case MailUnavailable unavailable -> refusal();
		};
	}

	@Override
	public boolean limited() {
		return true;
	}

	@Override
	public String refusal() {
		return "False";
	}

}
