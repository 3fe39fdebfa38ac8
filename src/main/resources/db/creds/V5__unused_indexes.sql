-- No query finds sessions or audit events by account. A later version that does adds its index.

drop index session_account;
drop index audit_event_account;
