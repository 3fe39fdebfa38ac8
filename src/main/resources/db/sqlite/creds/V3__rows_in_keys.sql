-- Only on SQLite: elsewhere each line becomes a comment. Sessions and accounts are kept in the tree
-- of their keys, not beside it, so that whoever looks one up goes down one tree and not two.

${only_sqlite}create table session_in_key (
${only_sqlite}	id blob not null primary key,
${only_sqlite}	account_id blob not null,
${only_sqlite}	email text not null,
${only_sqlite}	credential_fingerprint blob not null,
${only_sqlite}	mac text not null,
${only_sqlite}	network text not null,
${only_sqlite}	opened_at bigint not null,
${only_sqlite}	ends_at bigint not null,
${only_sqlite}	ended_at bigint,
${only_sqlite}	end_reason text
${only_sqlite}) without rowid;
${only_sqlite}insert into session_in_key
${only_sqlite}	select id, account_id, email, credential_fingerprint, mac, network, opened_at, ends_at, ended_at, end_reason
${only_sqlite}	from session order by id;
${only_sqlite}drop table session;
${only_sqlite}alter table session_in_key rename to session;
${only_sqlite}create index session_account on session (account_id);
${only_sqlite}create index session_ends on session (ends_at);
${only_sqlite}create index session_ended on session (ended_at) where ended_at is not null;

${only_sqlite}create table account_in_key (
${only_sqlite}	id blob not null primary key,
${only_sqlite}	email text not null,
${only_sqlite}	email_key text not null unique,
${only_sqlite}	phone text,
${only_sqlite}	password_hash text not null,
${only_sqlite}	credential_fingerprint blob not null,
${only_sqlite}	status text not null check (status in ('ACTIVE', 'DISABLED')),
${only_sqlite}	created_at bigint not null
${only_sqlite}) without rowid;
${only_sqlite}insert into account_in_key
${only_sqlite}	select id, email, email_key, phone, password_hash, credential_fingerprint, status, created_at
${only_sqlite}	from account order by id;
${only_sqlite}drop table account;
${only_sqlite}alter table account_in_key rename to account;
