/**
 * Answers reverse proxies that ask whether a request may pass to an application behind
 * them. Each endpoint speaks the language of some proxies; what they believe and what
 * they answer is decided in one place.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.gateway;
