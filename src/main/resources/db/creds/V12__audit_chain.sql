-- By whom an event was caused, and how many refusals a row stands for where they were only counted.

alter table audit_event add column caused_by text;
alter table audit_event add column times bigint not null default 1;

-- The place of a row in the chain, and its seal. A row without a place waits for it, and its seal is a stamp of
-- the node that wrote it. Rows of earlier versions have neither, and get both at the next start.

alter table audit_event add column seq bigint;
alter table audit_event add column seal ${bytes};

create unique index audit_event_seq on audit_event (seq) where seq is not null;
create index audit_event_waiting on audit_event (id) where seq is null;
create index audit_event_of_account on audit_event (account_id, at);

-- The one row says where the chain begins and ends, when it began, and how many rows of earlier versions it adopted
-- then. Rows up to the anchor were deleted because of their age.

create table audit_chain (
	id integer not null primary key check (id = 1),
	turn bigint not null,
	key_box ${bytes} not null,
	began_at bigint not null,
	adopted bigint not null,
	adopted_until bigint not null,
	anchor_seq bigint not null,
	anchor_seal ${bytes} not null,
	head_seq bigint not null,
	head_seal ${bytes} not null,
	proof ${bytes} not null
)${clustered};

-- How many refusals of an account there were in a day (UTC, days since 1970). Only the first ones have rows.

create table audit_event_day (
	account_id ${uuid} not null,
	event text not null,
	day bigint not null,
	times bigint not null,
	primary key (account_id, event, day)
)${clustered};

create index audit_event_day_day on audit_event_day (day);
