-- A notice of a change goes to the address that the account had before it. What is here is deleted once it is out.
alter table notice add column email text;

-- Accounts that somebody asked for, until the passcode comes back that was mailed to their address.
create table registration (
	address_id ${uuid} not null,
	mac text not null,
	network text not null,
	email text not null,
	phone text,
	password_hash text not null,
	expires_at bigint not null,
	primary key (address_id, mac, network)
)${clustered};

create index registration_expires on registration (expires_at);
