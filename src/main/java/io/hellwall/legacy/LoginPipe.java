package io.hellwall.legacy;

import java.util.List;
import java.util.Optional;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.metrics.Edge;
import io.hellwall.passcode.Passcode;
import io.hellwall.login.LoginResult.Busy;
import io.hellwall.login.LoginResult.Denied;
import io.hellwall.login.LoginResult.LoggedIn;
import io.hellwall.login.LoginResult.PasswordChangeRequired;
import io.hellwall.login.Logins;
import io.hellwall.password.Password;
import io.hellwall.token.TokenForm;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Logs in: {@code MAC|EMAIL|PHONE|PASSWORD|PASSCODE}. */
@Component
class LoginPipe implements Pipe {

	private final Logins logins;

	private final TokenForm form;

	LoginPipe(Logins logins, TokenForm form) {
		this.logins = logins;
		this.form = form;
	}

	@Override
	public Call read(String request, IpAddress client) {
		List<String> fields = Pipe.fieldsAround(request, 3, 1);
		Device device = new Device(MacAddress.parse(fields.get(0)), client);
		EmailAddress email = EmailAddress.parse(fields.get(1));
		@Nullable PhoneNumber phone = Pipe.phone(fields.get(2));
		Password password = Password.parse(fields.get(3));
		Passcode passcode = Passcode.parse(fields.get(4));
		return () -> switch (this.logins.login(email, password, phone, passcode, device, Edge.LEGACY)) {
			case LoggedIn in -> Optional.of(this.form.write(in.token().token()));
			case Denied denied -> Optional.of(refusal());
			case PasswordChangeRequired change -> Optional.of(refusal());
			case Busy busy -> Optional.empty();
		};
	}

}
