/**
 * The calls of the administrator under {@code /admin}: accounts, their sessions, how many
 * there are, and which address a client comes from. Each needs an admin key.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.admin;
