package io.hellwall.client;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each method is one statement. */
interface ClientRepository extends Repository<StoredClient, UUID> {

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into client (id, name, hash, may_introspect, may_revoke, created_at)
			values (:id, :name, :hash, :mayIntrospect, :mayRevoke, :nowMillis)""")
	int add(UUID id, String name, byte[] hash, int mayIntrospect, int mayRevoke, long nowMillis);

	/** Removes a client. No row if there is none. */
	@Transactional
	@Modifying
	@Query("delete from StoredClient c where c.id = :id")
	int remove(UUID id);

	@Transactional(readOnly = true)
	Optional<StoredClient> findById(UUID id);

	@Transactional(readOnly = true)
	@Query("from StoredClient c order by c.createdAt, c.id")
	List<StoredClient> all();

}
