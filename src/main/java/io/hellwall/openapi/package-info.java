/**
 * The API document at {@code /v3/api-docs}, derived from the handlers and their
 * annotations.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.openapi;
