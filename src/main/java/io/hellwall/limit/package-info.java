/**
 * Limits what one network may ask of this node. It counts in memory.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.limit;
