package io.hellwall.session;

import java.time.Instant;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface TokenRepository extends Repository<MasterToken, byte[]> {

	MasterToken save(MasterToken token);

	@Transactional
	@Modifying
	@Query("update MasterToken t set t.usedAt = :now where t.hmac = :hmac and t.usedAt is null")
	int markUsed(byte[] hmac, Instant now);

	/**
	 * Marks a token as replaced. One row for the one request that makes the successor.
	 */
	@Modifying
	@Query("""
			update MasterToken t set t.supersededAt = :now, t.usedAt = coalesce(t.usedAt, :now)
			where t.hmac = :hmac and t.supersededAt is null""")
	int supersede(byte[] hmac, Instant now);

}
