package io.hellwall.adminkey;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import io.hellwall.audit.Actor;
import io.hellwall.audit.Audit;
import io.hellwall.audit.Entry;
import io.hellwall.audit.Event;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, revokes and recognises the keys of administrators. */
@Service
public class AdminKeys {

	/**
	 * Asked at each request of the administration, so that a revoked key is refused at
	 * once on every node: one look-up in an index, without a transaction.
	 */
	private static final String FIND = "select name from admin_key where hash = ? and revoked_at is null";

	private final AdminKeyFile file;

	private final AdminKeyRepository keys;

	private final JdbcTemplate readers;

	private final Audit audit;

	private final SecureRandom random;

	private final InstantSource time;

	AdminKeys(AdminKeyFile file, AdminKeyRepository keys, @Qualifier("credsReaders") DataSource readers, Audit audit,
			SecureRandom random, InstantSource time) {
		this.file = file;
		this.keys = keys;
		this.readers = new JdbcTemplate(readers);
		this.audit = audit;
		this.random = random;
		this.time = time;
	}

	/**
	 * Makes a key.
	 * @return the key, which is stored nowhere; empty if the name was ever given, as the
	 * audit log would take two administrators for one
	 */
	@Transactional
	public Optional<AdminKeySecret> add(AdminKeyName name, Actor by) {
		AdminKeySecret secret = AdminKeySecret.random(this.random);
		if (name.equals(AdminKeyName.FILE) || this.keys.add(name.value(), secret.hash(), this.time.millis()) == 0) {
			return Optional.empty();
		}
		this.audit.append(Entry.of(Event.ADMIN_KEY_ADDED).by(by).about(name.value()));
		return Optional.of(secret);
	}

	/**
	 * Revokes a key. It is refused in every request that starts afterwards.
	 * @return false if there is no such key that is good
	 */
	@Transactional
	public boolean revoke(AdminKeyName name, Actor by) {
		boolean revoked = this.keys.revoke(name.value(), this.time.instant()) > 0;
		if (revoked) {
			this.audit.append(Entry.of(Event.ADMIN_KEY_REVOKED).by(by).about(name.value()));
		}
		return revoked;
	}

	/**
	 * Puts another key into the key file. The old one is refused in every request that
	 * starts afterwards.
	 * @return the file; empty if the first key is in the settings
	 */
	@Transactional
	public Optional<Path> replaceFile(Actor by) {
		Optional<Path> file = Optional.ofNullable(this.file.replace());
		if (file.isPresent()) {
			this.audit.append(Entry.of(Event.ADMIN_KEY_REVOKED).by(by).about(AdminKeyName.FILE.value()));
			this.audit.append(Entry.of(Event.ADMIN_KEY_ADDED).by(by).about(AdminKeyName.FILE.value()));
		}
		return file;
	}

	/** When the first key was written; empty if it is in the settings. */
	public Optional<Instant> fileWrittenAt() {
		return Optional.ofNullable(this.file.writtenAt());
	}

	/** All keys that were ever made, in the order of their names. */
	public List<AdminKey> list() {
		return this.keys.findByOrderByName().stream().map(StoredAdminKey::toAdminKey).toList();
	}

	/** The name of the good key with this secret. */
	public Optional<AdminKeyName> find(AdminKeySecret secret) {
		return this.readers.query(FIND, (row, number) -> new AdminKeyName(row.getString(1)), (Object) secret.hash())
			.stream()
			.findFirst();
	}

}
