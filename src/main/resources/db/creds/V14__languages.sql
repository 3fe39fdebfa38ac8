-- The language in which an account holder gets mails, such as 'fr'; null where none was chosen yet. A notice that
-- may outlive the address of its account has the language of its own.
alter table account add column language text;
alter table notice add column language text;
