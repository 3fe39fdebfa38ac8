package io.hellwall.token;

import java.time.Instant;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface TokenRepository extends Repository<MasterToken, byte[]> {

	MasterToken save(MasterToken token);

	@Transactional
	@Modifying
	@Query("update MasterToken t set t.usedAt = :now where t.handle = :handle and t.usedAt is null")
	int markUsed(byte[] handle, Instant now);

	/**
	 * Marks a token as replaced. One row for the one request that makes the successor.
	 */
	@Modifying
	@Query("""
			update MasterToken t set t.supersededAt = :now, t.usedAt = coalesce(t.usedAt, :now)
			where t.handle = :handle and t.supersededAt is null""")
	int supersede(byte[] handle, Instant now);

	/** Binds a current token to another network. */
	@Modifying
	@Query("""
			update MasterToken t set t.master = :#{#keys.master}, t.binding = :#{#keys.binding}
			where t.handle = :#{#keys.handle} and t.supersededAt is null""")
	int rebind(TokenKeys keys);

	/**
	 * Forgets the tokens of a session that were replaced long ago. A request that sends
	 * one of them is refused like any unknown token.
	 * @param generation of the oldest token that has to stay
	 */
	@Modifying
	@Query("delete from MasterToken t where t.sessionId = :#{#id.value} and t.generation < :generation and t.supersededAt < :before")
	int forget(SessionId id, int generation, Instant before);

}
