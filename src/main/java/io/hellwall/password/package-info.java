/**
 * Passwords: how they are typed, judged and hashed, and the hashes that other systems
 * made, which {@code ForeignHash} reads. It knows nobody.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.password;
