/**
 * Lists, exchanges and retires the server keys of an installation. {@code ServerKeys} is
 * the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.serverkey;
