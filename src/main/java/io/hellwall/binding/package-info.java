/**
 * How much of a client's address its tokens are bound to.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.binding;
