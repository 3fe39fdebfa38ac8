package io.hellwall.legacy;

import java.util.List;
import java.util.Optional;

import io.hellwall.account.EmailAddress;
import io.hellwall.account.Password;
import io.hellwall.account.PhoneNumber;
import io.hellwall.device.Device;
import io.hellwall.device.IpAddress;
import io.hellwall.device.MacAddress;
import io.hellwall.device.NetworkBinding;
import io.hellwall.passcode.Passcode;
import io.hellwall.session.LoginResult.Busy;
import io.hellwall.session.LoginResult.Denied;
import io.hellwall.session.LoginResult.LoggedIn;
import io.hellwall.session.Sessions;
import io.hellwall.session.TokenForm;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Logs in: {@code MAC|EMAIL|PHONE|PASSWORD|PASSCODE}. */
@Component
class LoginPipe implements Pipe {

	private final Sessions sessions;

	private final TokenForm form;

	private final NetworkBinding binding;

	LoginPipe(Sessions sessions, TokenForm form, NetworkBinding binding) {
		this.sessions = sessions;
		this.form = form;
		this.binding = binding;
	}

	@Override
	public boolean complete(String request) {
		List<String> fields = Pipe.fields(request);
		return fields.size() >= 5 && !fields.getLast().isEmpty();
	}

	@Override
	public Call read(String request, IpAddress client) {
		List<String> fields = Pipe.fieldsAround(request, 3, 1);
		Device device = this.binding.device(MacAddress.parse(fields.get(0)), client);
		EmailAddress email = EmailAddress.parse(fields.get(1));
		@Nullable PhoneNumber phone = Pipe.phone(fields.get(2));
		Password password = Password.parse(fields.get(3));
		Passcode passcode = Passcode.parse(fields.get(4));
		return () -> switch (this.sessions.login(email, password, phone, passcode, device)) {
			case LoggedIn in -> Optional.of(this.form.write(in.token().token()));
			case Denied denied -> Optional.of(refusal());
			case Busy busy -> Optional.empty();
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
