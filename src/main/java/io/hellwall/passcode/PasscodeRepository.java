package io.hellwall.passcode;

import java.time.Instant;
import java.util.Optional;

import io.hellwall.account.AccountId;
import io.hellwall.guess.TransactionalOnPasscodes;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Each method is one statement, and its row count decides. */
@TransactionalOnPasscodes
interface PasscodeRepository extends Repository<IssuedPasscode, IssuedPasscode.Key> {

	@Modifying
	@Query(nativeQuery = true, value = """
			insert into passcode (account_id, mac, network, purpose, hmac, characters, issued_at, expires_at, attempts)
			values (:#{#key.accountId}, :#{#key.mac}, :#{#key.network}, :#{#key.purpose.name()}, :hmac, :characters,
				:nowMillis, :expiresAtMillis, 0)
			on conflict (account_id, mac, network, purpose) do update set hmac = excluded.hmac,
			characters = excluded.characters, issued_at = excluded.issued_at, expires_at = excluded.expires_at,
			attempts = 0, used_at = null""")
	int replace(IssuedPasscode.Key key, byte[] hmac, int characters, long nowMillis, long expiresAtMillis);

	/** Whether this was the newest passcode, and is used already. */
	@Query("select count(*) > 0 from IssuedPasscode p where p.key = :key and p.hmac = :hmac and p.usedAt is not null")
	boolean isSpent(IssuedPasscode.Key key, byte[] hmac);

	/**
	 * Counts an attempt. A passcode that was issued in the future does not count as live:
	 * the clock was set back, so its age is unknown.
	 * @return how many characters the passcode has; empty if none is live
	 */
	@Query(nativeQuery = true, value = """
			update passcode set attempts = attempts + 1
			where account_id = :#{#key.accountId} and mac = :#{#key.mac} and network = :#{#key.network}
			and purpose = :#{#key.purpose.name()} and attempts < :maxAttempts and used_at is null
			and expires_at > :nowMillis and issued_at <= :nowMillis
			returning characters""")
	Optional<Integer> countAttempt(IssuedPasscode.Key key, int maxAttempts, long nowMillis);

	/** Marks a passcode as used. One row for the one request that spends it. */
	@Modifying
	@Query("""
			update IssuedPasscode p set p.usedAt = :now
			where p.key = :key and p.hmac = :hmac and p.usedAt is null and p.expiresAt > :now""")
	int spend(IssuedPasscode.Key key, byte[] hmac, Instant now);

	@Modifying
	@Query("delete from IssuedPasscode p where p.key = :key and p.hmac = :hmac")
	int withdraw(IssuedPasscode.Key key, byte[] hmac);

	@Modifying
	@Query("delete from IssuedPasscode p where p.key.accountId = :#{#account.value}")
	int deleteAll(AccountId account);

	/** Deletes at most {@code limit} of them. */
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from passcode where (account_id, mac, network, purpose) in
			(select account_id, mac, network, purpose from passcode where expires_at <= :nowMillis limit :limit)
			and expires_at <= :nowMillis""")
	int deleteExpired(long nowMillis, int limit);

}
