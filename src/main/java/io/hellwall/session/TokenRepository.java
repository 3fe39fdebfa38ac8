package io.hellwall.session;

import java.time.Instant;
import java.util.Optional;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface TokenRepository extends Repository<MasterToken, byte[]> {

	MasterToken save(MasterToken token);

	/**
	 * Three look-ups by primary key in one statement: the whole cost of a verification.
	 */
	@Transactional(readOnly = true)
	@Query("""
			select new io.hellwall.session.TokenState(t.hmac, t.generation, t.expiresAt, t.supersededAt, t.usedAt,
				s.id, s.accountId, s.email, s.credentialFingerprint, s.endsAt, s.endedAt, (a.status = ACTIVE and a.email = s.email
				and a.credentialFingerprint = s.credentialFingerprint))
			from MasterToken t
			join StoredSession s on s.id = t.sessionId
			join StoredAccount a on a.id = s.accountId
			where t.hmac = :hmac""")
	Optional<TokenState> find(byte[] hmac);

	@Transactional
	@Modifying
	@Query("update MasterToken t set t.usedAt = :now where t.hmac = :hmac and t.usedAt is null")
	int markUsed(byte[] hmac, Instant now);

	/** One row for the one request that makes the successor. */
	@Modifying
	@Query("""
			update MasterToken t set t.supersededAt = :now, t.usedAt = coalesce(t.usedAt, :now)
			where t.hmac = :hmac and t.supersededAt is null""")
	int supersede(byte[] hmac, Instant now);

}
