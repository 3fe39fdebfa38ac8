package io.hellwall.account;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What an import writes, beside its accounts: how far it has come. */
@Transactional(readOnly = true)
interface ImportRepository extends Repository<StoredAccount, UUID> {

	/** Inserts an account. No row if the address or the id is taken. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true,
			value = """
					insert into account (id, email, email_key, phone, password_hash, credential_fingerprint, status, created_at, binding, language, password_expired)
					values (:#{#account.id.value}, :#{#account.email.value}, :#{#account.email.key()}, :phone, :#{#account.hash},
					:fingerprint, :status, :#{#account.createdAt.toEpochMilli()}, :binding, :language, :passwordExpired)
					on conflict do nothing""")
	int insert(MovedAccount account, @Nullable String phone, byte[] fingerprint, String status,
			@Nullable String binding, @Nullable String language, int passwordExpired);

	@Query("select a.emailKey from StoredAccount a where a.emailKey in :keys")
	List<String> findKeys(Collection<String> keys);

	@Query("select a.id from StoredAccount a where a.id in :ids")
	List<UUID> findIds(Collection<UUID> ids);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into account_import (source, records_done, taken, reported)
			values (:source, 0, 0, 0) on conflict do nothing""")
	int begin(byte[] source);

	@Query(nativeQuery = true, value = "select records_done from account_import where source = :source")
	long records(byte[] source);

	@Query(nativeQuery = true, value = "select taken from account_import where source = :source")
	long taken(byte[] source);

	@Query(nativeQuery = true, value = "select reported from account_import where source = :source")
	long reported(byte[] source);

	@Query(nativeQuery = true,
			value = "select count(*) from account_import where source = :source and finished_at is not null")
	long finished(byte[] source);

	@Query(nativeQuery = true,
			value = "select count(*) from account_import where source = :source and reported > 0 and finished_at is null")
	long interrupted(byte[] source);

	/** No row if another import of the same file is under way. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			update account_import set records_done = :records, taken = :taken, reported = :reported
			where source = :source and records_done = :before and finished_at is null""")
	int advance(byte[] source, long before, long records, long taken, long reported);

	@Transactional
	@Modifying
	@Query(nativeQuery = true,
			value = "update account_import set finished_at = :now where source = :source and records_done = :records")
	int finish(byte[] source, long records, long now);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			update account_import set records_done = 0, taken = 0, reported = 0, finished_at = null
			where source = :source and finished_at is not null""")
	int restart(byte[] source);

}
