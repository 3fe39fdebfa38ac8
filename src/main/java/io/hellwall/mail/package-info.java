/**
 * Sends mails to account holders: templates, and their transport by SMTP or into a
 * folder.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.mail;
