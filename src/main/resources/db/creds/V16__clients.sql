-- Systems that may ask about tokens, or end their sessions, by the standards of OAuth. The hash is SHA-256 of a secret
-- of 32 random bytes.

create table client (
	id ${uuid} not null primary key,
	name text not null,
	hash ${bytes} not null,
	may_introspect integer not null,
	may_revoke integer not null,
	created_at bigint not null
)${clustered};
