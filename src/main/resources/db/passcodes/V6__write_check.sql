-- One row, which is written now and then to see whether a commit is durable.

create table write_check (
	id integer not null primary key check (id = 1),
	at bigint not null
)${clustered};
