package io.hellwall.doctor;

import java.util.ArrayList;
import java.util.List;

import io.hellwall.serverkey.KeyState;
import io.hellwall.serverkey.ServerKeyView;
import io.hellwall.serverkey.ServerKeys;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Whether the server keys are there that the data needs. Without the active one, the
 * program has not even started.
 */
@Component
@Order(30)
class KeyCheck implements Check {

	private static final String NAME = "keys";

	private final ServerKeys keys;

	KeyCheck(ServerKeys keys) {
		this.keys = keys;
	}

	@Override
	public List<Finding> findings(Question question) {
		List<Finding> findings = new ArrayList<>();
		for (ServerKeyView key : this.keys.list()) {
			if (key.state() == KeyState.MISSING && key.sessions() > 0) {
				findings.add(Finding.warn(NAME,
						"%d sessions need the server key %s, which is not here: put it back, or end them by 'key retire %2$s --end-sessions'"
							.formatted(key.sessions(), key.fingerprint())));
			}
			if (key.state() == KeyState.ACCEPTED && key.sessions() == 0) {
				findings.add(Finding.warn(NAME, "no session needs the old server key %s any more: 'key retire %1$s'"
					.formatted(key.fingerprint())));
			}
		}
		findings.addFirst(Finding.ok(NAME, "the server key %s belongs to the data".formatted(this.keys.active())));
		return findings;
	}

}
