-- Times are epoch milliseconds. What is in braces differs between SQLite and PostgreSQL.

create table account (
	id ${uuid} not null primary key,
	email text not null,
	email_key text not null unique,
	phone text,
	password_hash text not null,
	credential_fingerprint ${bytes} not null,
	status text not null check (status in ('ACTIVE', 'DISABLED')),
	created_at bigint not null
);

create table session (
	id ${uuid} not null primary key,
	account_id ${uuid} not null,
	email text not null,
	credential_fingerprint ${bytes} not null,
	mac text not null,
	network text not null,
	opened_at bigint not null,
	ends_at bigint not null,
	ended_at bigint,
	end_reason text
);

create index session_account on session (account_id);
create index session_ends on session (ends_at);
create index session_ended on session (ended_at) where ended_at is not null;

create table master_token (
	hmac ${bytes} not null primary key,
	session_id ${uuid} not null references session (id) on delete cascade,
	generation integer not null,
	expires_at bigint not null,
	superseded_at bigint,
	used_at bigint,
	unique (session_id, generation)
)${clustered};

create table audit_event (
	id ${identity},
	at bigint not null,
	event text not null,
	account_id ${uuid},
	session_id ${uuid},
	mac text,
	network text,
	reason text
);

create index audit_event_at on audit_event (at);
create index audit_event_account on audit_event (account_id, at);
