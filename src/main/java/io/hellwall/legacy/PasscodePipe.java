package io.hellwall.legacy;

import java.util.List;
import java.util.Optional;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.passcode.Passcodes;
import io.hellwall.passcode.RequestResult.Busy;
import io.hellwall.passcode.RequestResult.Denied;
import io.hellwall.passcode.RequestResult.MailUnavailable;
import io.hellwall.passcode.RequestResult.Sent;
import io.hellwall.passcode.RequestResult.TooManyMails;
import io.hellwall.passcode.RequestResult.TooSoon;
import io.hellwall.password.Password;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Asks for a passcode: {@code require_passcode|MAC|PASSWORD|PHONE|EMAIL}. */
@Component
class PasscodePipe implements Pipe {

	private final Passcodes passcodes;

	PasscodePipe(Passcodes passcodes) {
		this.passcodes = passcodes;
	}

	@Override
	public Call read(String request, IpAddress client) {
		List<String> fields = Pipe.fieldsAround(request, 2, 2);
		if (!fields.getFirst().equals("require_passcode")) {
			throw new IllegalArgumentException("must begin with require_passcode");
		}
		Device device = new Device(MacAddress.parse(fields.get(1)), client);
		Password password = Password.parse(fields.get(2));
		@Nullable PhoneNumber phone = Pipe.phone(fields.get(3));
		EmailAddress email = EmailAddress.parse(fields.get(4));
		return () -> switch (this.passcodes.request(email, password, phone, device)) {
			case Sent sent -> Optional.of("Passcode is sent");
			case Denied denied -> Optional.of(refusal());
			case TooSoon soon -> Optional.of(refusal());
			case TooManyMails many -> Optional.of(refusal());
			case MailUnavailable unavailable -> Optional.of(refusal());
			case Busy busy -> Optional.empty();
		};
	}

}
