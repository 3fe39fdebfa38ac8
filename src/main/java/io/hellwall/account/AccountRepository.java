package io.hellwall.account;

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

	@Query("from StoredAccount a where a.id = :#{#id.value}")
	Optional<StoredAccount> find(AccountId id);

	Optional<StoredAccount> findByEmailKey(String emailKey);

	List<StoredAccount> findByEmailKeyGreaterThanOrderByEmailKey(String emailKey, Limit limit);

	/** Inserts an account. No row if the address is taken. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true,
			value = """
					insert into account (id, email, email_key, phone, password_hash, credential_fingerprint, status, created_at)
					values (:#{#id.value}, :email, :emailKey, :phone, :passwordHash, :credentialFingerprint, 'ACTIVE', :createdAtMillis)
					on conflict (email_key) do nothing""")
	int insert(AccountId id, String email, String emailKey, @Nullable String phone, String passwordHash,
			byte[] credentialFingerprint, long createdAtMillis);

	/** Sets how the next tokens of an account are bound. */
	@Transactional
	@Modifying
	@Query("update StoredAccount a set a.binding = :binding where a.id = :#{#id.value}")
	int bind(AccountId id, @Nullable String binding);

	/** Sets a language, unless one was chosen before. */
	@Transactional
	@Modifying
	@Query("update StoredAccount a set a.language = :language where a.id = :#{#id.value} and a.language is null")
	int learnLanguage(AccountId id, String language);

	/** Replaces a hash. No row if the password was changed meanwhile. */
	@Transactional
	@Modifying
	@Query("update StoredAccount a set a.passwordHash = :renewed where a.id = :#{#id.value} and a.passwordHash = :known")
	int rehash(AccountId id, String known, String renewed);

}
