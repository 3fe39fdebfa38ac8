package io.hellwall.passcode;

import java.time.Instant;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each method is one statement, and its row count the decision. */
@Transactional
interface PasscodeRepository extends Repository<IssuedPasscode, IssuedPasscode.Key> {

	@Modifying
	@Query("""
			insert into IssuedPasscode (key.accountId, key.mac, key.network, hmac, issuedAt, expiresAt, attempts)
			values (:#{#key.accountId}, :#{#key.mac}, :#{#key.network}, :hmac, :now, :expiresAt, 0)
			on conflict (key.accountId, key.mac, key.network) do update
			set hmac = :hmac, issuedAt = :now, expiresAt = :expiresAt, attempts = 0, usedAt = null""")
	int replace(IssuedPasscode.Key key, byte[] hmac, Instant now, Instant expiresAt);

	/** No row if there is nothing left to guess at. */
	@Modifying
	@Query("""
			update IssuedPasscode p set p.attempts = p.attempts + 1
			where p.key = :key and p.attempts < :maxAttempts and p.usedAt is null and p.expiresAt > :now""")
	int countAttempt(IssuedPasscode.Key key, int maxAttempts, Instant now);

	/** One row, once. */
	@Modifying
	@Query("""
			update IssuedPasscode p set p.usedAt = :now
			where p.key = :key and p.hmac = :hmac and p.usedAt is null and p.expiresAt > :now""")
	int spend(IssuedPasscode.Key key, byte[] hmac, Instant now);

	@Modifying
	@Query("delete from IssuedPasscode p where p.key = :key and p.hmac = :hmac")
	int withdraw(IssuedPasscode.Key key, byte[] hmac);

	@Modifying
	@Query("delete from IssuedPasscode p where p.expiresAt <= :now")
	int deleteExpired(Instant now);

}
