/**
 * Tells a collector of OpenTelemetry which requests came, what became of them and how
 * long they took. Off until an endpoint is set.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.tracing;
