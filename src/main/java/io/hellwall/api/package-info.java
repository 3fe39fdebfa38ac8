/** The calls of the HTTP contract: /passcode, /login, /verify, /renew and /logout. */
@org.jspecify.annotations.NullMarked
package io.hellwall.api;
