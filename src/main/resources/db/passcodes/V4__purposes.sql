-- A passcode is good for one purpose, and an account on a device may have one for each. A new key needs a new table.

create table passcode_for_purpose (
	account_id ${uuid} not null,
	mac text not null,
	network text not null,
	purpose text not null default 'LOGIN',
	hmac ${bytes} not null,
	characters integer not null default 6,
	issued_at bigint not null,
	expires_at bigint not null,
	attempts integer not null,
	used_at bigint,
	primary key (account_id, mac, network, purpose)
)${clustered};

insert into passcode_for_purpose (account_id, mac, network, hmac, characters, issued_at, expires_at, attempts, used_at)
	select account_id, mac, network, hmac, characters, issued_at, expires_at, attempts, used_at from passcode;

drop table passcode;
alter table passcode_for_purpose rename to passcode;

create index passcode_expires on passcode (expires_at);
