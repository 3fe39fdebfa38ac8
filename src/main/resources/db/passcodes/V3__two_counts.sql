-- Passwords and passcodes are counted apart. The counts until now mixed them, and could close an account: they end.

delete from guess;

alter table guess add column settled integer not null default 0;

-- For the purge, which keeps a limited number of these.
create index guess_strangers on guess (changed_at) where origin = '';

alter table passcode add column characters integer not null default 6;

create table passcode_failures (
	account_id ${uuid} not null primary key,
	failures integer not null,
	changed_at bigint not null
)${clustered};
