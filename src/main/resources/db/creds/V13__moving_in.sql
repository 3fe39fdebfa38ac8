-- Whether the holder has to choose another password before the next login: 1 for a password that was taken over from
-- elsewhere and that the rules for new passwords refuse.
alter table account add column password_expired integer not null default 0;

-- How far an import has come, for each file. The file is recognised by an HMAC of its content, so that a run that was
-- killed goes on where it was.
create table account_import (
	source ${bytes} not null primary key,
	records_done bigint not null,
	taken bigint not null,
	reported bigint not null,
	finished_at bigint
)${clustered};
