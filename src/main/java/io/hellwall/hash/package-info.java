/**
 * Password hashes that other systems made: they are read, measured and verified here.
 * {@code ForeignHash} is the way in. It knows nobody.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.hash;
