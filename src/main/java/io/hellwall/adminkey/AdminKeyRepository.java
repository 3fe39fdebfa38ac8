package io.hellwall.adminkey;

import java.time.Instant;
import java.util.List;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each method is one statement. */
interface AdminKeyRepository extends Repository<StoredAdminKey, String> {

	/** Adds a key. No row if the name was ever given. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into admin_key (name, hash, created_at) values (:name, :hash, :nowMillis)
			on conflict (name) do nothing""")
	int add(String name, byte[] hash, long nowMillis);

	/** Revokes a key. No row if there is none that is good. */
	@Transactional
	@Modifying
	@Query("update StoredAdminKey k set k.revokedAt = :now where k.name = :name and k.revokedAt is null")
	int revoke(String name, Instant now);

	@Transactional(readOnly = true)
	List<StoredAdminKey> findByOrderByName();

}
