package io.hellwall.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each method is one statement. */
interface WebhookRepository extends Repository<Webhook, UUID> {

	/** Adds a webhook that is told of the events after those that have happened. */
	@Transactional
	@Modifying
	@Query(nativeQuery = true,
			value = """
					insert into webhook (id, url, events, with_email, secret_box, created_at, position, attempts, next_attempt_at)
					values (:id, :url, :events, :withEmail, :secretBox, :nowMillis,
						(select coalesce(max(head_seq), 0) from audit_chain), 0, :nowMillis)""")
	int add(UUID id, String url, String events, int withEmail, byte[] secretBox, long nowMillis);

	@Transactional(readOnly = true)
	@Query("from Webhook w order by w.createdAt, w.id")
	List<Webhook> all();

	@Transactional(readOnly = true)
	Optional<Webhook> findById(UUID id);

	/** Those that may be behind, and whose next attempt is due. */
	@Transactional(readOnly = true)
	@Query("""
			from Webhook w where w.disabledAt is null and w.nextAttemptAt <= :now and w.position < :newest
			order by w.nextAttemptAt""")
	List<Webhook> due(Instant now, long newest, Limit limit);

	/**
	 * Lets those go on from the end of the chain that were told of places behind it,
	 * which were in another chain.
	 */
	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			update webhook set position = (select head_seq from audit_chain) where disabled_at is null
			and position > (select head_seq from audit_chain where adopted_until = 0)""")
	int comeBack();

	@Transactional
	@Modifying
	@Query("delete from Webhook w where w.id = :id")
	int remove(UUID id);

	/**
	 * Takes a webhook whose next attempt is due, until that time. One row for one of
	 * several nodes.
	 */
	@Transactional
	@Modifying
	@Query("""
			update Webhook w set w.attempts = w.attempts + 1, w.nextAttemptAt = :until
			where w.id = :id and w.position = :position and w.nextAttemptAt <= :now and w.disabledAt is null""")
	int claim(UUID id, long position, Instant now, Instant until);

	/**
	 * Moves a webhook on, whose events up to the new position are told.
	 * @param claimed until when the caller has taken it; no row if somebody else has it
	 * meanwhile
	 */
	@Transactional
	@Modifying
	@Query("""
			update Webhook w set w.position = :to, w.attempts = :attempts, w.nextAttemptAt = :next
			where w.id = :id and w.position = :from and w.nextAttemptAt = :claimed and w.disabledAt is null""")
	int move(UUID id, long from, long to, int attempts, Instant claimed, Instant next);

	@Transactional
	@Modifying
	@Query("update Webhook w set w.disabledAt = :now where w.id = :id and w.nextAttemptAt = :claimed and w.disabledAt is null")
	int disable(UUID id, Instant claimed, Instant now);

	@Transactional
	@Modifying
	@Query("update Webhook w set w.disabledAt = null, w.attempts = 0, w.nextAttemptAt = :now where w.id = :id and w.disabledAt is not null")
	int enable(UUID id, Instant now);

	/** Encrypts a secret anew, unless another node did. */
	@Transactional
	@Modifying
	@Query("update Webhook w set w.secretBox = :next where w.id = :id and w.secretBox = :box")
	int renewBox(UUID id, byte[] box, byte[] next);

}
