package io.hellwall.token;

import java.time.Instant;
import java.util.Optional;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface TokenRepository extends Repository<MasterToken, byte[]> {

	MasterToken save(MasterToken token);

	/** When a token was replaced. Empty if it was not, or is forgotten. */
	@Transactional(readOnly = true)
	@Query("select t.supersededAt from MasterToken t where t.sessionId = :#{#id.value} and t.generation = :generation")
	Optional<Instant> supersededAt(SessionId id, int generation);

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
	 * Forgets the oldest tokens of a session, if they were replaced long ago. A request
	 * that sends one of them is refused like any unknown token. Looks at no more than
	 * four, because a client may renew as often as it likes, and each renewal would take
	 * longer than the one before.
	 * @param generation of the oldest token that has to stay
	 */
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from master_token where superseded_at < :beforeMillis and handle in
			(select handle from master_token
			where session_id = :#{#id.value} and generation < :generation order by generation limit 4)""")
	int forget(SessionId id, int generation, long beforeMillis);

}
