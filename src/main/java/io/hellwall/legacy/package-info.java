/**
 * The pipe protocol of old clients over TCP: it reads fields, asks the core, and writes
 * replies.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.legacy;
