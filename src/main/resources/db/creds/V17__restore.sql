-- Whether a session goes on only after its holder proved himself by a mailed passcode: 1 for those that came from a
-- backup.
alter table session add column proof_due integer not null default 0;

-- That a backup was restored, until the service has written it to the audit.
create table restore_epoch (
	restored_at bigint not null primary key,
	backup_at bigint not null
)${clustered};
