-- A check value of each server key in use: an HMAC, which tells nothing about the key. One row can
-- be the first. So of nodes that start at the same time with different keys, one makes it.

create table server_key (
	check_value ${bytes} not null primary key,
	is_first integer unique check (is_first = 1)
)${clustered};
