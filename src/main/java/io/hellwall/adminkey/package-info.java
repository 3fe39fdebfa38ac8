/**
 * The named keys of administrators, of which only hashes are stored. {@code AdminKeys} is
 * the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.adminkey;
