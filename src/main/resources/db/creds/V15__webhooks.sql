-- Whom the service tells about events. The audit is the queue: a webhook has told all events up to its position.
-- Whoever tells the next one first moves next_attempt_at ahead, so that no other node does the same.

create table webhook (
	id ${uuid} not null primary key,
	url text not null,
	events text not null,
	with_email integer not null,
	secret_box ${bytes} not null,
	created_at bigint not null,
	position bigint not null,
	attempts integer not null,
	next_attempt_at bigint not null,
	disabled_at bigint
)${clustered};
