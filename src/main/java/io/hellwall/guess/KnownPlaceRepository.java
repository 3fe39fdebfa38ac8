package io.hellwall.guess;

import java.util.List;
import java.util.UUID;

import io.hellwall.account.AccountId;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

@TransactionalOnPasscodes
interface KnownPlaceRepository extends Repository<KnownPlace, KnownPlace.Key> {

	@TransactionalOnPasscodes(readOnly = true)
	boolean existsByKey(KnownPlace.Key key);

	@TransactionalOnPasscodes(readOnly = true)
	List<KnownPlace> findByKeyAccountId(UUID accountId);

	@Modifying
	@Query(nativeQuery = true, value = """
			insert into known_place (account_id, mac, network, seen_at)
			values (:#{#key.accountId}, :#{#key.mac}, :#{#key.network}, :nowMillis)
			on conflict (account_id, mac, network) do update set seen_at = excluded.seen_at""")
	int remember(KnownPlace.Key key, long nowMillis);

	@Modifying
	@Query("delete from KnownPlace p where p.key.accountId = :#{#account.value}")
	int deleteAll(AccountId account);

	/** Deletes at most {@code limit} of them. */
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from known_place where (account_id, mac, network) in
			(select account_id, mac, network from known_place where seen_at < :beforeMillis limit :limit)
			and seen_at < :beforeMillis""")
	int deleteOlderThan(long beforeMillis, int limit);

}
