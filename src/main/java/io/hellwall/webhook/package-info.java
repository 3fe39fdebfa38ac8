/**
 * Tells other systems what happened, by signed HTTP requests. {@code Webhooks} is the way
 * in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.webhook;
