/**
 * The calls of the administrator under {@code /admin}: accounts, their sessions, and
 * which address a client comes from. Each needs the admin key.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.admin;
