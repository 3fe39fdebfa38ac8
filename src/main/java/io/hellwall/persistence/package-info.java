/**
 * Opens the two stores, {@code creds} and {@code passcodes}: each is a SQLite file or a
 * schema of a PostgreSQL database, with its connections, migrations, entity manager
 * factory and clock. A new setting of a database goes here, a new migration into
 * {@code db/}.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.persistence;
