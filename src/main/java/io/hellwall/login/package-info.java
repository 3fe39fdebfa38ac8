/**
 * Exchanges a password and a passcode for a session. {@code Logins} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.login;
