/**
 * Mails passcodes, and accepts each of them once. {@code Passcodes} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.passcode;
