/**
 * Accounts come from files of other systems, and go to files. {@code AccountImport} and
 * {@code AccountExport} are the ways in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.moving;
