/**
 * Starts the service or one command, provides the time, and refuses wrong settings. No
 * other package uses this one.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall;
