package io.hellwall.token;

import io.hellwall.account.EmailAddress;
import io.hellwall.device.MacAddress;

/**
 * Whom a token is made for, and where it may be used.
 *
 * @param binding stored form of what the token is bound to
 * @param credentialFingerprint that of the account when the session was opened
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TokenSubject(MacAddress mac, String binding, EmailAddress email, byte[] credentialFingerprint) {
}
