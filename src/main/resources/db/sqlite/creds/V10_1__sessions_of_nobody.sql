-- A login may be under way while its account is erased. Its session has ended before it begins, and the purge
-- deletes it with all that it says about its holder.

delete from session where account_id not in (select id from account);

create trigger session_of_nobody_ends after insert on session
when not exists (select 1 from account where id = new.account_id)
begin
	update session
	set ended_at = cast(unixepoch('subsec') * 1000 as integer), end_reason = 'ACCOUNT_CHANGED'
	where id = new.id and ended_at is null;
end;
