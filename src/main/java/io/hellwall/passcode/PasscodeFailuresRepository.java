package io.hellwall.passcode;

import java.util.Optional;
import java.util.UUID;

import io.hellwall.account.AccountId;
import io.hellwall.guess.TransactionalOnPasscodes;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

@TransactionalOnPasscodes
interface PasscodeFailuresRepository extends Repository<PasscodeFailures, UUID> {

	/** How many failed in a row; empty if none. */
	@TransactionalOnPasscodes(readOnly = true)
	@Query("select f.failures from PasscodeFailures f where f.accountId = :#{#account.value}")
	Optional<Integer> find(AccountId account);

	/**
	 * Counts a failure.
	 * @param counts false to count nothing: then the statement only takes the same time
	 * @return how many there are now; empty if nothing was counted, also because there
	 * were {@code most} already
	 */
	@Query(nativeQuery = true, value = """
			insert into passcode_failures (account_id, failures, changed_at)
			select :#{#account.value}, 1, :nowMillis where :counts
			on conflict (account_id) do update set failures = passcode_failures.failures + 1,
				changed_at = excluded.changed_at
			where passcode_failures.failures < :most
			returning failures""")
	Optional<Integer> count(AccountId account, boolean counts, int most, long nowMillis);

	@Modifying
	@Query("delete from PasscodeFailures f where f.accountId = :#{#account.value}")
	int delete(AccountId account);

}
