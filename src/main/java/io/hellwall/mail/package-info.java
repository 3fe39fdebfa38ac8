/**
 * Sends mails to account holders, by SMTP or into a folder. {@code letter} writes what
 * they say.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.mail;
