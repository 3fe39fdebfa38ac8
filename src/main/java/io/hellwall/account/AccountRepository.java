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

	@Query("select count(*) from StoredAccount a")
	long count();

	/** Names the status as the index of those accounts does, or it would not be used. */
	@Query("select count(*) from StoredAccount a where a.status = DISABLED")
	long countDisabled();

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

	/**
	 * Changes an account. No row if it was changed since that version was read, or if
	 * another account has the address.
	 * @param language null to keep what it has, which a login may have set meanwhile
	 */
	@Transactional
	@Modifying
	@Query("""
			update StoredAccount a set a.email = :email, a.emailKey = :emailKey, a.phone = :phone, a.status = :status,
				a.binding = :binding, a.language = coalesce(:language, a.language), a.version = a.version + 1
			where a.id = :#{#id.value} and a.version = :version and not exists
				(select 1 from StoredAccount o where o.emailKey = :emailKey and o.id <> :#{#id.value})""")
	int change(AccountId id, int version, String email, String emailKey, @Nullable String phone, AccountStatus status,
			@Nullable String binding, @Nullable String language);

	/** Deletes an account. One row for the one request that does. */
	@Transactional
	@Modifying
	@Query("delete from StoredAccount a where a.id = :#{#id.value}")
	int delete(AccountId id);

	/** The same, unless it was changed since that version was read. */
	@Transactional
	@Modifying
	@Query("delete from StoredAccount a where a.id = :#{#id.value} and a.version = :version")
	int delete(AccountId id, int version);

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

	/**
	 * Replaces a password. No row if the account was changed since that version was read,
	 * or is disabled.
	 */
	@Transactional
	@Modifying
	@Query("""
			update StoredAccount a set a.passwordHash = :passwordHash, a.credentialFingerprint = :credentialFingerprint,
				a.passwordExpired = 0, a.version = a.version + 1
			where a.id = :#{#id.value} and a.version = :version and a.status = ACTIVE""")
	int changePassword(AccountId id, int version, String passwordHash, byte[] credentialFingerprint);

}
