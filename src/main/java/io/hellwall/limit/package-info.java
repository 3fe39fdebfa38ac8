/**
 * Limits what one network may ask of this node, and how often the same failure is logged.
 * It counts in memory.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.limit;
