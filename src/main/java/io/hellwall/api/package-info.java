/**
 * The calls of the HTTP contract: /passcode, /login, /verify, /renew, /logout and
 * /sessions.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.api;
