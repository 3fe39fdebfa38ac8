-- Which node does the scheduled work. The names are those of the library that reads it.

create table shedlock (
	name text not null primary key,
	lock_until timestamp not null,
	locked_at timestamp not null,
	locked_by text not null
);
