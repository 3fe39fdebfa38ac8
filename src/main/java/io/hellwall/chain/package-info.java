/**
 * Makes it show when somebody removes, changes or adds rows of the audit: gives each row
 * a place in a chain of HMACs, and checks the chain. {@code Chain} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.chain;
