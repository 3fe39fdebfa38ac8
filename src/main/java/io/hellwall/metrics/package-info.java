/**
 * What the service counts and measures of itself, for its operator. Labels have values of
 * closed sets only, so that no client can name one or make their number grow.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.metrics;
