/**
 * The command line: reads a command, runs it on the stores, prints the result. A command
 * holds no rule; it calls the core or the transfer.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.cli;
