-- A token is found by its handle, which is made of the token alone, and its master token proves device and
-- network. Neither can be made from what was stored before, so all earlier sessions end. Accounts stay.

drop table master_token;
delete from session;

create table master_token (
	handle ${bytes} not null primary key,
	master ${bytes} not null,
	session_id ${uuid} not null references session (id) on delete cascade,
	generation integer not null,
	binding text not null,
	expires_at bigint not null,
	superseded_at bigint,
	used_at bigint,
	unique (session_id, generation)
)${clustered};

-- The mode of an account that has one of its own.
alter table account add column binding text;

-- Sessions in report mode that were seen from another network, for each day (UTC, days since 1970).
create table binding_sighting (
	day integer not null,
	session_id ${uuid} not null,
	requests bigint not null,
	beyond_prefix bigint not null,
	primary key (day, session_id)
)${clustered};
