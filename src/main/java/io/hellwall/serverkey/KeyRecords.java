package io.hellwall.serverkey;

import java.util.List;

import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;
import io.hellwall.crypto.KeyChecks;
import io.hellwall.crypto.KeyFingerprint;
import io.hellwall.crypto.KnownKey;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the database knows about server keys, and the audit of it. */
@Component
class KeyRecords {

	private final KeyChecks checks;

	private final Audit audit;

	KeyRecords(KeyChecks checks, Audit audit) {
		this.checks = checks;
		this.audit = audit;
	}

	List<KnownKey> known() {
		return this.checks.known();
	}

	@Transactional
	public void added(KeyFingerprint key, Actor by) {
		this.audit.append(Entry.of(Event.SERVER_KEY_ADDED).by(by).about(key.toString()));
	}

	@Transactional
	public void retired(KeyFingerprint key, Actor by) {
		this.checks.forget(key);
		this.audit.append(Entry.of(Event.SERVER_KEY_RETIRED).by(by).about(key.toString()));
	}

}
