package io.hellwall.selfservice;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each method is one statement, and its row count decides. */
interface RegistrationRepository extends Repository<PendingRegistration, PendingRegistration.Key> {

	@Transactional(readOnly = true)
	@Query("from PendingRegistration r where r.key = :key and r.expiresAt > :now")
	Optional<PendingRegistration> find(PendingRegistration.Key key, Instant now);

	/**
	 * Keeps what somebody asked for, in place of what the same device asked for before.
	 * No row if {@code most} are kept already.
	 */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into registration (address_id, mac, network, email, phone, password_hash, expires_at)
			select :#{#key.addressId}, :#{#key.mac}, :#{#key.network}, :email, cast(:phone as text), :passwordHash,
				:expiresAtMillis where (select count(*) from registration) < :most
			on conflict (address_id, mac, network) do update set email = excluded.email, phone = excluded.phone,
				password_hash = excluded.password_hash, expires_at = excluded.expires_at""")
	int put(PendingRegistration.Key key, String email, @Nullable String phone, String passwordHash,
			long expiresAtMillis, int most);

	/** One row for the one request that makes an account of it. */
	@Transactional
	@Modifying
	@Query("delete from PendingRegistration r where r.key = :key and r.passwordHash = :passwordHash")
	int take(PendingRegistration.Key key, String passwordHash);

	/** Deletes at most {@code limit} of them. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from registration where (address_id, mac, network) in
			(select address_id, mac, network from registration where expires_at <= :nowMillis limit :limit)
			and expires_at <= :nowMillis""")
	int deleteExpired(long nowMillis, int limit);

}
