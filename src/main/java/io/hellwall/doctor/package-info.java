/**
 * Looks for what an operator should know before users do. {@code Doctor} is the way in,
 * and each check is a class of its own.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.doctor;
