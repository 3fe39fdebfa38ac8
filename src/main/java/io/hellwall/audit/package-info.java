/**
 * Records what happened: a log line for each outcome, and a row for the important ones.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.audit;
