/**
 * Mails passcodes, accepts each of them once, and counts the guesses at an account.
 * {@code Passcodes} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.passcode;
