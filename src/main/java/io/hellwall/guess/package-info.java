/**
 * Counts wrong guesses by where they come from, and knows the places that an account
 * logged in from. {@code Guesses} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.guess;
