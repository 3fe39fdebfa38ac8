-- Who was guessed at from where. An origin is a device and network that the account logged in from, or the
-- network of anybody else; the empty one counts all of the latter together.

create table guess (
	account_id ${uuid} not null,
	origin text not null,
	failures integer not null,
	refused integer not null,
	blocked_until bigint not null,
	changed_at bigint not null,
	primary key (account_id, origin)
)${clustered};

create index guess_changed on guess (changed_at);

create table known_place (
	account_id ${uuid} not null,
	mac text not null,
	network text not null,
	seen_at bigint not null,
	primary key (account_id, mac, network)
)${clustered};

create index known_place_seen on known_place (seen_at);

drop table mail_pace;

create table mail_pace (
	account_id ${uuid} not null,
	mailed_at bigint not null,
	origin text not null default '',
	hour_began_at bigint not null default 0,
	mails integer not null default 1,
	primary key (account_id, origin)
)${clustered};

create index mail_pace_mailed on mail_pace (mailed_at);
