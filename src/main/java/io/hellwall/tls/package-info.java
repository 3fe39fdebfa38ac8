/**
 * The certificates of this service: what is allowed, and how new ones come into use while
 * it runs.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.tls;
