-- Times are epoch milliseconds. What is in braces differs between SQLite and PostgreSQL.

create table passcode (
	account_id ${uuid} not null,
	mac text not null,
	network text not null,
	hmac ${bytes} not null,
	issued_at bigint not null,
	expires_at bigint not null,
	attempts integer not null,
	used_at bigint,
	primary key (account_id, mac, network)
)${clustered};

create index passcode_expires on passcode (expires_at);

create table mail_pace (
	account_id ${uuid} not null primary key,
	mailed_at bigint not null
)${clustered};
