package io.hellwall.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional(readOnly = true)
interface AccountRepository extends Repository<StoredAccount, UUID> {

	Optional<StoredAccount> findById(UUID id);

	Optional<StoredAccount> findByEmailKey(String emailKey);

	List<StoredAccount> findByEmailKeyGreaterThanOrderByEmailKey(String emailKey, Limit limit);

	/** One row if the address was free, none if not. */
	@Transactional
	@Modifying
	@Query("""
			insert into StoredAccount (id, email, emailKey, phone, passwordHash, credentialFingerprint, status, createdAt)
			values (:id, :email, :emailKey, :phone, :passwordHash, :credentialFingerprint, ACTIVE, :createdAt)
			on conflict (emailKey) do nothing""")
	int insert(UUID id, String email, String emailKey, @Nullable String phone, String passwordHash,
			byte[] credentialFingerprint, Instant createdAt);

	/** No row if the password was changed meanwhile. */
	@Transactional
	@Modifying
	@Query("update StoredAccount a set a.passwordHash = :renewed where a.id = :id and a.passwordHash = :known")
	int rehash(UUID id, String known, String renewed);

}
