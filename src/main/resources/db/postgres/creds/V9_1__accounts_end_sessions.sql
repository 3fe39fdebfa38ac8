-- An account that is disabled, or gets another address or password, ends its live sessions, whoever changes it.
-- Enabling it ends them too: a login may have been under way while the account was disabled.

create function end_sessions_of_account() returns trigger language plpgsql as $$
begin
	update ${flyway:defaultSchema}.session
	set ended_at = (extract(epoch from clock_timestamp()) * 1000)::bigint, end_reason = 'ACCOUNT_CHANGED'
	where account_id = new.id and ended_at is null;
	return null;
end $$;

create trigger account_ends_sessions after update on account for each row
when (old.status is distinct from new.status or old.email is distinct from new.email
	or old.credential_fingerprint is distinct from new.credential_fingerprint)
execute function end_sessions_of_account();

-- A new session waits for the other logins of its account, and for whoever changes the account. So the statement
-- after it sees all sessions, and ends those above the limit. SQLite has one writer at a time and needs no lock.

create function lock_account_of_session() returns trigger language plpgsql as $$
begin
	perform from ${flyway:defaultSchema}.account where id = new.account_id for no key update;
	return new;
end $$;

create trigger session_locks_account before insert on session for each row execute function lock_account_of_session();
