-- What account holders are still to be told by mail, and what they were told lately: one notice of a
-- kind in a day (UTC, counted from 1970-01-01). A notice that waits for no attempt was sent or given up.

create table notice (
	account_id ${uuid} not null,
	kind text not null,
	day bigint not null,
	mac text,
	network text,
	at bigint not null,
	attempts integer not null,
	next_attempt_at bigint,
	sent_at bigint,
	primary key (account_id, kind, day)
)${clustered};

create index notice_next_attempt on notice (next_attempt_at) where next_attempt_at is not null;
create index notice_at on notice (at);
