/**
 * What OAuth's standards ask of the service, for registered clients: introspection (RFC
 * 7662), revocation (RFC 7009) and metadata (RFC 8414).
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.oauth;
