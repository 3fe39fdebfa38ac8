-- Which server key a token was made with, by the fingerprint of the key; null if an earlier version made the token.
-- And since when the database recognises a key; null if an earlier version added it.

alter table master_token add column server_key integer;
alter table server_key add column added_at bigint;

-- One row, which is written now and then to see whether a commit is durable.

create table write_check (
	id integer not null primary key check (id = 1),
	at bigint not null
)${clustered};
