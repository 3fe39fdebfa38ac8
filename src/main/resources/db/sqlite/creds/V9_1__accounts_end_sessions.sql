-- An account that is disabled, or gets another address or password, ends its live sessions, whoever changes it.
-- Enabling it ends them too: a login may have been under way while the account was disabled.

create trigger account_ends_sessions after update on account
when old.status is not new.status or old.email is not new.email
	or old.credential_fingerprint is not new.credential_fingerprint
begin
	update session
	set ended_at = cast(unixepoch('subsec') * 1000 as integer), end_reason = 'ACCOUNT_CHANGED'
	where account_id = new.id and ended_at is null;
end;
