-- How often an account was changed. Of two changes that begin with the same version, one is made.

alter table account add column version integer not null default 0;

-- For lists in the order of creation, and for lists and counts of the few that are disabled.
create index account_created on account (created_at, id);
create index account_disabled on account (email_key) where status = 'DISABLED';

-- The keys of administrators, besides that in the key file. A name is never given again, so that the audit log
-- stays clear. The hash is SHA-256 of a key of 32 random bytes.

create table admin_key (
	name text not null primary key,
	hash ${bytes} not null unique,
	created_at bigint not null,
	revoked_at bigint
)${clustered};
