/**
 * Connections to one SQLite file: several that read, and one that writes, where
 * transactions that come at once share a commit.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.sqlite;
