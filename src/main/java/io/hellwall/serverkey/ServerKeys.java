package io.hellwall.serverkey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.hellwall.audit.Actor;
import io.hellwall.chain.ChainSealer;
import io.hellwall.crypto.KeyFile;
import io.hellwall.crypto.KeyFingerprint;
import io.hellwall.crypto.KeyRing;
import io.hellwall.crypto.Keys;
import io.hellwall.crypto.KnownKey;
import io.hellwall.serverkey.RetireResult.Active;
import io.hellwall.serverkey.RetireResult.Needed;
import io.hellwall.serverkey.RetireResult.NeededByAudit;
import io.hellwall.serverkey.RetireResult.Retired;
import io.hellwall.serverkey.RetireResult.Unknown;
import io.hellwall.session.KeySessions;
import io.hellwall.webhook.Webhooks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Lists, exchanges and retires server keys. A process reads its keys when it starts, so
 * the file of the keys may only change while no service runs on it.
 */
@Service
public class ServerKeys {

	private final KeyRing ring;

	private final KeyFile file;

	private final KeyRecords records;

	private final KeySessions sessions;

	private final Webhooks webhooks;

	private final ChainSealer chain;

	ServerKeys(KeyRing ring, KeyFile file, KeyRecords records, KeySessions sessions, Webhooks webhooks,
			ChainSealer chain) {
		this.ring = ring;
		this.file = file;
		this.records = records;
		this.sessions = sessions;
		this.webhooks = webhooks;
		this.chain = chain;
	}

	/** The active key, then those that are accepted, then those that are missing. */
	public List<ServerKeyView> list() {
		Map<KeyFingerprint, Long> secrets = this.webhooks.secretsByKey();
		List<ServerKeyView> keys = new ArrayList<>();
		for (Keys held : this.ring.all()) {
			keys.add(view(known(held.fingerprint()).orElse(new KnownKey(held.fingerprint(), null)),
					(held == this.ring.active()) ? KeyState.ACTIVE : KeyState.ACCEPTED, secrets));
		}
		for (KnownKey known : this.records.known()) {
			if (keys.stream().noneMatch((key) -> key.fingerprint().equals(known.fingerprint()))) {
				keys.add(view(known, KeyState.MISSING, secrets));
			}
		}
		return keys;
	}

	private ServerKeyView view(KnownKey key, KeyState state, Map<KeyFingerprint, Long> secrets) {
		return new ServerKeyView(key.fingerprint(), state, key.addedAt(),
				this.sessions.count(key.fingerprint(), isOfEarlierVersion(key)),
				secrets.getOrDefault(key.fingerprint(), 0L));
	}

	/** Tokens that tell no key were made with one of those that were there before. */
	private static boolean isOfEarlierVersion(KnownKey key) {
		return key.addedAt() == null;
	}

	/** The fingerprint of the active key. */
	public KeyFingerprint active() {
		return this.ring.active().fingerprint();
	}

	/** Those of the keys that are accepted besides. */
	public List<KeyFingerprint> accepted() {
		return this.ring.all().stream().skip(1).map(Keys::fingerprint).toList();
	}

	/** Whether the keys are in one file, which {@link #rotate} can change. */
	public boolean areInFile() {
		return this.file.isUsed();
	}

	/**
	 * Makes a key that is active from the next start on. The keys of now stay accepted.
	 * @throws IllegalStateException if the keys are not in one file
	 */
	public KeyFingerprint rotate(Actor by) {
		if (!areInFile()) {
			throw new IllegalStateException("the server keys are not in one file");
		}
		KeyFingerprint made = this.file.addActive();
		this.records.added(made, by);
		return made;
	}

	/**
	 * Ends the use of a key that is not active. What was encrypted with it is encrypted
	 * with the active key first. If that is interrupted, it can be called again.
	 * @param endSessions whether sessions may end that need the key
	 */
	public RetireResult retire(KeyFingerprint key, boolean endSessions, Actor by) {
		if (key.equals(active())) {
			return new Active();
		}
		Optional<KnownKey> known = known(key);
		if (known.isEmpty() && !accepted().contains(key)) {
			return new Unknown();
		}
		boolean unmarked = known.filter(ServerKeys::isOfEarlierVersion).isPresent();
		long needed = this.sessions.count(key, unmarked);
		if (needed > 0 && !endSessions) {
			return new Needed(needed);
		}
		this.webhooks.renewSecrets();
		if (!this.chain.needsOnlyTheActiveKey()) {
			return new NeededByAudit();
		}
		long ended = this.sessions.endAll(key, unmarked, by);
		this.records.retired(key, by);
		boolean inSettings = accepted().contains(key) && !areInFile();
		if (accepted().contains(key) && areInFile()) {
			this.file.remove(key);
		}
		return new Retired(ended, inSettings);
	}

	private Optional<KnownKey> known(KeyFingerprint key) {
		return this.records.known().stream().filter((it) -> it.fingerprint().equals(key)).findFirst();
	}

}
