/** Copies both stores from one database into another. */
@org.jspecify.annotations.NullMarked
package io.hellwall.transfer;
