/**
 * What happens to an account as a whole, in all packages and both stores: it changes, and
 * it is erased.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.lifecycle;
