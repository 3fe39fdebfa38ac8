/**
 * What mails say: the words of each language, and the templates that they stand in. An
 * operator may replace both by files. {@code LetterWriter} is the way in.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.letter;
