-- When a session was last used, which may lag by minutes; and what finds the live sessions of an account, and
-- those that nobody uses.

alter table session add column last_seen_at bigint not null default 0;
update session set last_seen_at = opened_at;

create index session_live on session (account_id, opened_at) where ended_at is null;
create index session_seen on session (last_seen_at) where ended_at is null;
