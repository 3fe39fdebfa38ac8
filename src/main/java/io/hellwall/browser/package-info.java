/**
 * What a browser holds for us, and where we may send it: the cookies of a sign-in, the
 * addresses that it may lead back to, and the origin that forms have to come from.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.browser;
