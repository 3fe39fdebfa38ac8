-- A login may be under way while its account is erased. Its session has ended before it begins, and the purge
-- deletes it with all that it says about its holder. The lock lets it wait for whoever erases the account.

delete from session where account_id not in (select id from account);

create or replace function lock_account_of_session() returns trigger language plpgsql as $$
begin
	perform from ${flyway:defaultSchema}.account where id = new.account_id for no key update;
	if not found and new.ended_at is null then
		new.ended_at := (extract(epoch from clock_timestamp()) * 1000)::bigint;
		new.end_reason := 'ACCOUNT_CHANGED';
	end if;
	return new;
end $$;
