/**
 * Backups of the stores and keys, and what a restore does besides putting them back.
 * {@code Backups} and {@code Restores} are the ways in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.backup;
