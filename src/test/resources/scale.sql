-- Rows as the service writes them: sessions after the one up to the other number, ten to an account, every
-- second renewed once, every thousandth ended. Keys are hashes, so they come in no order, as
-- random ones do. The foreign key holds by the way they are made, and is not checked again.
set session_replication_role = replica;
set search_path = hellwall_creds, hellwall_passcodes;

insert into account
select md5('a' || i)::uuid, 'user' || i || '@example.org', 'user' || i || '@example.org', null,
	'$argon2id$v=19$m=19456,t=2,p=1$' || left(encode(sha256(('p' || i)::bytea), 'base64'), 22) || '$'
	|| left(encode(sha256(('h' || i)::bytea), 'base64'), 43), sha256(('f' || i)::bytea), 'ACTIVE', ${now}, null
from generate_series(${from} / 10 + 1, ${to} / 10) i;

insert into passcode (account_id, mac, network, hmac, issued_at, expires_at, attempts, used_at)
select md5('a' || i)::uuid, 'aa:bb:cc:dd:ee:ff', '192.0.2.' || i % 256, sha256(('c' || i)::bytea),
	${now}, ${now} + i % 180000, 0, null
from generate_series(${from} / 10 + 1, ${to} / 10) i;

insert into mail_pace select md5('a' || i)::uuid, ${now} - i % 60000
from generate_series(${from} / 10 + 1, ${to} / 10) i;

insert into known_place select md5('a' || i)::uuid, 'aa:bb:cc:dd:ee:ff', '192.0.2.' || i % 256, ${now} - i
from generate_series(${from} / 10 + 1, ${to} / 10) i;

insert into guess select md5('a' || i)::uuid, 'network 192.0.2.' || i % 256 || '/32', 1, 0, 0, ${now} - i
from generate_series(${from} / 10 + 1, ${to} / 10) i;

insert into passcode_failures select md5('a' || i)::uuid, 1, ${now} - i
from generate_series(${from} / 10 + 1, ${to} / 10) i;

insert into session (id, account_id, email, credential_fingerprint, mac, network, opened_at, ends_at, ended_at,
	end_reason, last_seen_at)
select md5('s' || i)::uuid, md5('a' || (i - 1) / 10 + 1)::uuid, 'user' || (i - 1) / 10 + 1 || '@example.org',
	sha256(('f' || (i - 1) / 10 + 1)::bytea), 'aa:bb:cc:dd:ee:ff', '192.0.2.' || i % 256,
	${now} - i % 2000000000, ${now} + 2592000000 - i % 2000000000,
	case when i % 1000 = 0 then ${now} end, case when i % 1000 = 0 then 'LOGOUT' end,
	${now} - i % 2000000000
from generate_series(${from} + 1, ${to}) i;

insert into master_token
select sha256(('t' || i || '-' || g)::bytea), sha256(('m' || i || '-' || g)::bytea), md5('s' || i)::uuid, g,
	'strict 192.0.2.' || i % 256 || '/32', ${now} + i % 3600000,
	case when g < i % 2 then ${now} end, ${now}
from generate_series(${from} + 1, ${to}) i, generate_series(0, i % 2) g;

insert into audit_event (at, event, account_id, session_id, mac, network)
select ${now} - i % 2000000000, 'LOGIN_GRANTED', md5('a' || (i - 1) / 10 + 1)::uuid, md5('s' || i)::uuid,
	'aa:bb:cc:dd:ee:ff', '192.0.2.' || i % 256
from generate_series(${from} + 1, ${to}) i;
